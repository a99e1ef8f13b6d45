"""The add-in for Excel without Python on the PC: the scripts of its server, its task pane, ``pakt-xl serve``.

``project/`` is the project directory of xlwings-server, which finds templates, static files and scripts there.
"""
