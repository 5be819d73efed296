"""先审 Xianshen: confidentiality review before publication."""
