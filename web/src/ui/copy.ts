/** Puts text on the clipboard; where the page may not (file://, an old browser) the browser's own copying of a selection. */
export function copyText(text: string): void {
  if (navigator.clipboard) {
    navigator.clipboard.writeText(text).catch(() => copySelection(text));
  } else {
    copySelection(text);
  }
}

function copySelection(text: string): void {
  const listen = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData("text/plain", text);
  };
  document.addEventListener("copy", listen, { once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", listen);
}
