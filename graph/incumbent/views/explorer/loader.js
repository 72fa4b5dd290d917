// Puts the page's style and script in place, which stand packed in its data.
(async () => {
  const byId = (id) => document.getElementById(id);
  const put = (name, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    document.head.append(element);
  };
  try {
    const bytes = Uint8Array.from(atob(byId("packed").textContent), (one) => one.charCodeAt(0));
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const [style, script] = (await new Response(unpacked).text()).split("\0");
    put("style", style);
    byId("waiting").remove();
    byId("plain").remove();
    put("script", script);
  } catch {
    byId("plain").hidden = false;
  }
})();
