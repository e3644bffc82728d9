// A worker that runs the page's own module: the first message brings the glue's address and the compiled module.
onmessage = async (event) => {
  onmessage = null;
  const [glue, module] = event.data;
  const exports = await import(glue);
  await exports.default({ module_or_path: module });
};
