// What a person would see is wrong with a page at this width, as sentences; nothing where all is well.
(() => {
  const wrong = [];
  const width = document.documentElement.clientWidth;
  const onPhone = width <= 600;
  const leastHeight = onPhone ? 44 : 32;
  const pen = document.createElement("canvas").getContext("2d");

  const named = (el) => {
    const said = (el.innerText || el.value || el.getAttribute("aria-label") || "").trim().slice(0, 20);
    return `<${el.tagName.toLowerCase()}${el.id ? "#" + el.id : ""} class="${el.className}"> “${said}”`;
  };
  const isShown = (el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const isUnseen = (el) => el.closest(".unseen, .skip") !== null;
  const scrolls = (el) => {
    for (let at = el.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible" && at !== document.body) return true;
    }
    return false;
  };
  const widthOf = (text, el) => {
    const style = getComputedStyle(el);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    return pen.measureText(text).width;
  };
  const roomIn = (el, furniture) => {
    const style = getComputedStyle(el);
    return el.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - furniture;
  };

  if (document.documentElement.scrollWidth > width) {
    wrong.push(`the page is ${document.documentElement.scrollWidth} wide at ${width}`);
  }
  for (const el of document.body.querySelectorAll("*")) {
    if (!isShown(el) || isUnseen(el)) continue;
    const box = el.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if ((box.right > width + 1 || box.left < -1) && !scrolls(el)) {
      wrong.push(`${named(el)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
    const style = getComputedStyle(el);
    if (style.overflowX !== "visible" && el.scrollWidth > el.clientWidth + 1 && !el.matches(".scrolls, input, select, textarea")) {
      wrong.push(`${named(el)} is cut: ${el.scrollWidth} in ${el.clientWidth}`);
    }
    if (style.overflowY === "hidden" && el.scrollHeight > el.clientHeight + 1 && !el.matches("input, select")) {
      wrong.push(`${named(el)} is cut below: ${el.scrollHeight} in ${el.clientHeight}`);
    }
    if (el.matches("button:not(.plain), .button, select, input:not([type=radio]):not([type=checkbox]):not([type=file])") && box.height < leastHeight - 0.5) {
      wrong.push(`${named(el)} is only ${box.height} high`);
    }
    if (el.matches("select")) {
      const said = el.options[el.selectedIndex] ? el.options[el.selectedIndex].text : "";
      if (widthOf(said, el) > roomIn(el, 20)) wrong.push(`${named(el)} cuts “${said}”`);
    }
    if (el.matches("input:not([type=date]):not([type=radio]):not([type=checkbox]):not([type=file])")) {
      const said = el.value || el.placeholder;
      if (el.type !== "password" && widthOf(said, el) > roomIn(el, el.type === "search" ? 0 : 0)) {
        wrong.push(`${named(el)} cuts “${said}”`);
      }
    }
  }
  return wrong;
})();
