// The buttons of the ribbon: the manifest names the same words as the buttons of the task pane.

for (const { dataset } of document.querySelectorAll("button[data-action]")) {
  Office.actions.associate(dataset.action, async (event) => {
    try {
      await Office.addin.showAsTaskpane(); // the outcome is shown there
      await globalThis.paktClick(dataset.action);
    } finally {
      event.completed();
    }
  });
}
