"""What the server that forks the children loads first: by that it leaves the network.

A process must have one thread alone to be given users of its own, without which none but root may
leave the network; numpy, which `review.screening` loads, begins threads: this module lies outside.
A child that was taken over is one of the same users, and could look into the server; so the server
lets nobody look.
"""

from __future__ import annotations

from review.seclusion import gain_nothing, leave_network

leave_network()
gain_nothing()
