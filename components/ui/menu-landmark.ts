/** Menus and tooltips stand in the page's main part, so that what they say belongs to a landmark. */
export function landmark(): HTMLElement {
  return document.getElementById("main") ?? document.body;
}
