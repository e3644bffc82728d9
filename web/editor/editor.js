// The C editor of the page: CodeMirror 6 in a shadow root, behind a handful of functions.
//
// Built by `npm run build` (cargo xtask does it) to web/vendor/editor.js, which the page imports when an editor is first
// shown: web/js/editor.js does that, and is what Rust binds to. Names and shapes that cross the border:
//
//   create(host, text, options) -> Editor      host: an empty element of the page; its shadow root is made here
//     options.label          accessible name of the text field (required for screen readers)
//     options.readOnly       true: the text can be selected but not changed
//     options.dark           true: dark theme
//     options.onChange(text, lines)  after each change by the user, not after setText; lines: where breakpoints stand now
//     options.onBreakpoint(line)   a click beside a line (1-based) or F9 on it; the page decides and calls setBreakpoints
//     options.onRun()              Ctrl/Cmd+Enter
//   Editor
//     setText(text)          replaces the document if it differs; undo history stays
//     getText()
//     setMarks([{ line, label, colour, title?, waiting? }])      chips per thread; colour 0…5 is --thread-N
//     setCurrentLines([{ line, colour, scroll? }])               tinted lines; `scroll` brings one into view
//     setDiagnostics([{ line, column, endLine?, endColumn?, severity, message }])   1-based, columns in UTF-16 units;
//                            severity: "error" | "warning" | "info"
//     setBreakpoints([line])
//     setReadOnly(bool)  setTheme(dark)  setLabel(text)  focus()  goTo(line)  destroy()
//
// Gutters are invisible to screen readers; the page says in words which thread stands where. Tab indents; Escape and
// then Tab leaves the editor.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Annotation, Compartment, EditorState } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { c } from "./c.js";
import { look } from "./look.js";
import * as simulation from "./marks.js";

const fromPage = Annotation.define();

/** A position of the compiler (1-based line and column) as an offset, clamped into the document. */
function offset(doc, line, column) {
  const at = doc.line(Math.max(1, Math.min(doc.lines, line)));
  return Math.min(at.to, at.from + Math.max(0, column - 1));
}

function diagnostic(doc, { line, column, endLine, endColumn, severity, message }) {
  const from = offset(doc, line, column);
  const to = endColumn ? offset(doc, endLine ?? line, endColumn) : from + 1;
  return { from, to: Math.min(doc.length, Math.max(from, to)), severity, message };
}

export function create(host, text, options = {}) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const editable = new Compartment();
  const theme = new Compartment();
  const label = new Compartment();
  const readOnly = (on) => [EditorState.readOnly.of(on)];
  const named = (name) => EditorView.contentAttributes.of({ "aria-label": name, tabindex: "0", translate: "no" });
  const onChange = EditorView.updateListener.of((update) => {
    const own = update.transactions.some((transaction) => transaction.annotation(fromPage));
    if (update.docChanged && !own) {
      options.onChange?.(update.state.doc.toString(), simulation.breakpointLines(update.state));
    }
  });
  const run = {
    key: "Mod-Enter",
    run: () => {
      options.onRun?.();
      return Boolean(options.onRun);
    },
  };
  const stop = {
    key: "F9",
    run: (view) => {
      options.onBreakpoint?.(view.state.doc.lineAt(view.state.selection.main.head).number);
      return Boolean(options.onBreakpoint);
    },
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        simulation.marks,
        simulation.currentLines,
        simulation.breakpoints,
        simulation.breakpointGutter((line) => options.onBreakpoint?.(line)),
        lineNumbers(),
        simulation.markGutter,
        lintGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        drawSelection(),
        history(),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        indentOnInput(),
        bracketMatching(),
        c,
        look,
        keymap.of([run, stop, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        editable.of(readOnly(Boolean(options.readOnly))),
        theme.of(EditorView.darkTheme.of(Boolean(options.dark))),
        label.of(named(options.label ?? "C")),
        onChange,
      ],
    }),
  });
  const effect = (type) => (value) => view.dispatch({ effects: type.of(Array.from(value)) });
  const reconfigure = (compartment, extension) => view.dispatch({ effects: compartment.reconfigure(extension) });
  const intoView = (line, focus) => {
    const at = offset(view.state.doc, line, 1);
    view.dispatch({
      effects: EditorView.scrollIntoView(at, { y: "nearest", yMargin: 48 }),
      ...(focus ? { selection: { anchor: at } } : {}),
    });
  };
  const putCurrentLines = effect(simulation.putCurrentLines);

  return {
    getText: () => view.state.doc.toString(),
    setText(next) {
      // Writing back what the user just typed would break an input method in the middle of a character.
      if (view.composing || next === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: next },
        annotations: fromPage.of(true),
      });
    },
    setMarks: effect(simulation.putMarks),
    setCurrentLines(lines) {
      putCurrentLines(lines);
      const wanted = Array.from(lines).find((at) => at.scroll);
      if (wanted) intoView(wanted.line, false);
    },
    setBreakpoints: effect(simulation.putBreakpoints),
    setDiagnostics: (list) =>
      view.dispatch(setDiagnostics(view.state, Array.from(list, (item) => diagnostic(view.state.doc, item)))),
    setReadOnly: (on) => reconfigure(editable, readOnly(on)),
    setTheme: (dark) => reconfigure(theme, EditorView.darkTheme.of(dark)),
    setLabel: (name) => reconfigure(label, named(name)),
    goTo(line) {
      intoView(line, true);
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
