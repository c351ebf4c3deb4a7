// Buttons that copy the text of the element they name; without a clipboard they select it instead.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const copy = button.textContent;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = button.dataset.selected;
    }
    setTimeout(() => { button.textContent = copy; }, 2000);
  });
}
