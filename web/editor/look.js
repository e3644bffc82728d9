// The editor's look. It lives in a shadow root, where only custom properties of the page reach it.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const threads = {};
for (let i = 0; i < 6; i++) {
  threads[`.chip.t${i}`] = { background: `var(--thread-${i})` };
  threads[`.chip.t${i}.waiting`] = { background: "transparent", color: `var(--thread-${i})` };
  threads[`.cm-line.current.t${i}`] = {
    background: `color-mix(in srgb, var(--thread-${i}) 12%, transparent)`,
    boxShadow: `inset 3px 0 var(--thread-${i})`,
  };
}

export const look = [
  EditorView.theme({
    "&": { height: "100%", color: "var(--ink)", background: "transparent", fontSize: "13px" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.65", overflow: "auto" },
    ".cm-content": { padding: "8px 0", caretColor: "var(--ink)" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    ".cm-gutters": { background: "transparent", border: "none", color: "var(--soft)" },
    ".cm-activeLine, .cm-activeLineGutter": { background: "transparent" },
    "&.cm-focused .cm-activeLineGutter": { color: "var(--ink)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      background: "color-mix(in srgb, var(--glass) 24%, transparent)",
    },
    ".threads": { minWidth: "32px" },
    ".chips": { display: "flex", gap: "2px", alignItems: "center", height: "100%" },
    ".chip": {
      font: "600 10px/15px var(--text)",
      minWidth: "17px",
      padding: "0 3px",
      borderRadius: "4px",
      border: "1px solid currentColor",
      color: "var(--on-thread)",
      textAlign: "center",
    },
    ".chip.waiting": { borderStyle: "dashed" },
    ".breakpoints": { width: "14px", cursor: "pointer" },
    ".dot": {
      display: "inline-block",
      width: "9px",
      height: "9px",
      margin: "0 3px",
      borderRadius: "50%",
      background: "var(--block)",
    },
    ".cm-gutter-lint": { width: "14px" },
    ".cm-gutter-lint .cm-gutterElement": { padding: "0", display: "flex", alignItems: "center" },
    ".cm-lint-marker": { width: "11px", height: "11px" },
    ".cm-tooltip": { background: "var(--card)", color: "var(--ink)", border: "1px solid var(--line)" },
    ".cm-diagnostic": { borderLeftWidth: "3px", whiteSpace: "pre-wrap" },
    ".cm-diagnostic-warning": { borderLeftColor: "var(--ready)" },
    ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline dashed var(--ready)" },
    ".cm-diagnostic-error": { borderLeftColor: "var(--block)" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--block)" },
    ...threads,
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.keyword, tags.typeName], color: "var(--code-keyword)" },
      { tag: tags.function(tags.variableName), color: "var(--code-function)" },
      { tag: [tags.string, tags.number], color: "var(--code-string)" },
      { tag: tags.constant(tags.variableName), color: "var(--code-string)" },
      { tag: tags.meta, color: "var(--code-keyword)" },
      { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
    ]),
  ),
];
