// The tokenizer on real lines of C: which word is shown as what.
import assert from "node:assert/strict";
import { test } from "node:test";
import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { c } from "./c.js";

const shown = tagHighlighter([
  { tag: tags.keyword, class: "keyword" },
  { tag: tags.typeName, class: "type" },
  { tag: tags.function(tags.variableName), class: "call" },
  { tag: tags.string, class: "string" },
  { tag: tags.number, class: "number" },
  { tag: tags.comment, class: "comment" },
  { tag: tags.meta, class: "meta" },
  { tag: tags.constant(tags.variableName), class: "constant" },
]);

function tokens(source) {
  const found = [];
  highlightTree(c.parser.parse(source), shown, (from, to, kind) => found.push(`${kind}:${source.slice(from, to)}`));
  return found;
}

const check = (source, ...expected) => test(source, () => assert.deepEqual(tokens(source), expected));

check("int main(void)", "type:int", "call:main", "type:void");
check('write(fd[1], "he\\"llo", 5);', "call:write", "number:1", 'string:"he\\"llo"', "number:5");
check("#include <stdio.h>", "meta:#include", "string:<stdio.h>");
check("a = b / c; // ratio", "comment:// ratio");
check("/* one\ntwo */ return 0x1fUL;", "comment:/* one", "comment:two */", "keyword:return", "number:0x1fUL");
check("int 变量 = EOF;", "type:int", "constant:EOF");
check("char c = '\\'';", "type:char", "string:'\\''");
