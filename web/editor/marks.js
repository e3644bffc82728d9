// What the simulation adds to the text: which thread stands where, where it stops, which lines are breakpoints.
import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutter } from "@codemirror/view";

const COLOURS = 6; // --thread-0 … --thread-5 in web/styles/tokens.css

export const putMarks = StateEffect.define();
export const putCurrentLines = StateEffect.define();
export const putBreakpoints = StateEffect.define();

const inDocument = (state, line) => Number.isInteger(line) && line >= 1 && line <= state.doc.lines;
const colour = (mark) => `t${(mark.colour ?? 0) % COLOURS}`;

class Chips extends GutterMarker {
  constructor(marks) {
    super();
    this.marks = marks;
  }
  eq(other) {
    return JSON.stringify(this.marks) === JSON.stringify(other.marks);
  }
  toDOM() {
    const box = document.createElement("span");
    box.className = "chips";
    for (const mark of this.marks) {
      const chip = document.createElement("span");
      chip.className = `chip ${colour(mark)}${mark.waiting ? " waiting" : ""}`;
      chip.textContent = mark.label;
      if (mark.title) chip.title = mark.title;
      box.append(chip);
    }
    return box;
  }
}

class Dot extends GutterMarker {
  toDOM() {
    const dot = document.createElement("span");
    dot.className = "dot";
    return dot;
  }
}

const breakpointDot = new Dot();
const spacerDot = new Dot();

/** A field that an effect replaces as a whole and that edits carry along. */
function replacedBy(effect, build, provide) {
  return StateField.define({
    create: () => RangeSet.empty,
    update(value, transaction) {
      value = value.map(transaction.changes);
      for (const e of transaction.effects) if (e.is(effect)) value = build(transaction.state, e.value);
      return value;
    },
    provide,
  });
}

export const marks = replacedBy(putMarks, (state, list) => {
  const byLine = new Map();
  for (const mark of list) {
    if (inDocument(state, mark.line)) byLine.set(mark.line, [...(byLine.get(mark.line) ?? []), mark]);
  }
  return RangeSet.of(
    [...byLine].map(([line, here]) => new Chips(here).range(state.doc.line(line).from)),
    true,
  );
});

export const currentLines = replacedBy(
  putCurrentLines,
  (state, list) => {
    const seen = new Map(list.filter((at) => inDocument(state, at.line)).map((at) => [at.line, at]));
    return RangeSet.of(
      [...seen.values()].map((at) =>
        Decoration.line({ class: `current ${colour(at)}` }).range(state.doc.line(at.line).from),
      ),
      true,
    );
  },
  (field) => EditorView.decorations.from(field),
);

export const breakpoints = replacedBy(putBreakpoints, (state, lines) =>
  RangeSet.of(
    lines.filter((line) => inDocument(state, line)).map((line) => breakpointDot.range(state.doc.line(line).from)),
    true,
  ),
);

/** The lines (1-based) on which breakpoints stand. */
export function breakpointLines(state) {
  const lines = new Set();
  for (let at = state.field(breakpoints).iter(); at.value; at.next()) lines.add(state.doc.lineAt(at.from).number);
  return [...lines];
}

export const markGutter = gutter({ class: "threads", markers: (view) => view.state.field(marks) });

export const breakpointGutter = (onBreakpoint) =>
  gutter({
    class: "breakpoints",
    markers: (view) => view.state.field(breakpoints),
    initialSpacer: () => spacerDot,
    domEventHandlers: {
      mousedown(view, block) {
        onBreakpoint(view.state.doc.lineAt(block.from).number);
        return true;
      },
    },
  });
