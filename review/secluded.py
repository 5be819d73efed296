"""What the server that forks the children loads first, for it leaves the network by that.

A process must have one thread alone to be given users of its own, without which none but root may
leave the network; most libraries of `review.screening` begin threads when they are loaded.
"""

from __future__ import annotations

from review.seclusion import leave_network

leave_network()
