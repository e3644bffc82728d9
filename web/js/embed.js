// <vitrine-lab src="https://host/folder/" moment="v1.…" lang="zh" theme="dark" height="480"></vitrine-lab>
// Makes the iframe, follows its height, and offers its messages as methods and events. See docs/embedding.md.
const OPTIONS = ["lang", "theme", "lens", "controls", "step", "readonly"];

class VitrineLab extends HTMLElement {
  connectedCallback() {
    if (this.frame) return;
    const page = new URL(this.getAttribute("src") ?? "./", new URL(".", import.meta.url));
    page.searchParams.set("embed", "1");
    for (const name of OPTIONS) {
      if (this.hasAttribute(name)) page.searchParams.set(name, this.getAttribute(name) || "1");
    }
    page.hash = this.getAttribute("moment") ?? "";
    this.origin = page.origin;
    this.frame = document.createElement("iframe");
    this.frame.loading = "lazy";
    this.frame.title = this.getAttribute("title") ?? "Vitrine";
    this.frame.allow = "clipboard-write; fullscreen";
    this.frame.src = page;
    this.frame.width = "100%";
    this.frame.height = this.getAttribute("height") ?? "480";
    this.frame.style.border = "0";
    this.listener = (event) => this.receive(event);
    addEventListener("message", this.listener);
    this.append(this.frame);
  }

  disconnectedCallback() {
    removeEventListener("message", this.listener);
    this.frame?.remove();
    this.frame = null;
  }

  receive(event) {
    const fromHere = event.source === this.frame?.contentWindow && event.origin === this.origin;
    if (!fromHere || event.data?.vitrine !== 1) return;
    const { type, ...detail } = event.data;
    if (type === "height" && !this.hasAttribute("height") && Number.isFinite(detail.height)) {
      this.frame.height = String(Math.max(120, Math.min(4000, detail.height)));
    }
    this.dispatchEvent(new CustomEvent(`vitrine-${type}`, { detail }));
  }

  send(type, fields = {}) {
    this.frame?.contentWindow?.postMessage({ vitrine: 1, type, ...fields }, this.origin);
  }

  load(moment) {
    this.send("load", { moment });
  }

  seek(step) {
    this.send("seek", { step });
  }

  play() {
    this.send("play");
  }

  pause() {
    this.send("pause");
  }
}

customElements.define("vitrine-lab", VitrineLab);
