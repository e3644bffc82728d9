// What Rust binds to (`#[wasm_bindgen(module = "/js/editor.js")]`): the editor's bundle is fetched when it is first needed,
// so that reading and stepping do not wait for it. Shapes are described in web/editor/editor.js.

let bundle;

/** Resolves to an editor inside `host`; rejects when the bundle cannot be had (the page then keeps its plain text field). */
export async function createEditor(host, text, options) {
  bundle ??= import(new URL("vendor/editor.js", document.baseURI).href);
  const { create } = await bundle.catch((error) => {
    bundle = undefined; // the next attempt may find the network again
    throw error;
  });
  return create(host, text, options);
}
