"""The add-in: its scripts, its manifest, and its task pane in a real browser with a stand-in for Office.js."""
