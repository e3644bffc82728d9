// C's tokens, as far as colours need them; the compiler in the page is the authority on everything else.
import { StreamLanguage } from "@codemirror/language";

const words = (text) => new Set(text.split(" "));
const KEYWORDS = words(
  "auto break case const continue default do else enum extern for goto if inline register restrict return sizeof " +
    "static struct switch typedef union volatile while _Alignas _Alignof _Atomic _Bool _Noreturn _Static_assert",
);
const TYPES = words(
  "char double float int long short signed unsigned void bool size_t ssize_t pid_t off_t mode_t time_t FILE " +
    "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t pthread_t",
);
const NUMBER = /^(0[xX][\da-fA-F]+|0[bB][01]+|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)[uUlLfF]*/;

function inComment(stream, state) {
  if (stream.match(/^.*?\*\//)) state.comment = false;
  else stream.skipToEnd();
  return "comment";
}

function token(stream, state) {
  if (state.comment) return inComment(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match("//")) {
    stream.skipToEnd();
    return "comment";
  }
  if (stream.match("/*")) {
    state.comment = true;
    return inComment(stream, state);
  }
  if (/^\s*$/.test(stream.string.slice(0, stream.pos)) && stream.match(/^#\s*\w*/)) {
    state.include = /include$/.test(stream.current());
    return "meta";
  }
  if (state.include && stream.match(/^<[^>]*>?/)) return "string";
  if (stream.match(/^[LuU]?"(\\.|[^"\\])*"?/) || stream.match(/^[LuU]?'(\\.|[^'\\])*'?/)) return "string";
  if (stream.match(NUMBER)) return "number";
  const word = stream.match(/^[\p{L}_][\p{L}\p{N}_]*/u);
  if (word) {
    if (KEYWORDS.has(word[0])) return "keyword";
    if (TYPES.has(word[0])) return "typeName";
    if (/^[A-Z][A-Z\d_]+$/.test(word[0])) return "variableName.constant";
    return stream.match(/^\s*\(/, false) ? "variableName.function" : "variableName";
  }
  stream.next();
  return null;
}

export const c = StreamLanguage.define({
  name: "c",
  startState: () => ({ comment: false, include: false }),
  token(stream, state) {
    if (stream.sol()) state.include = false;
    return token(stream, state);
  },
  indent(state, text, context) {
    // As the line above, one step more after an opening brace, one less before a closing one.
    const before = context.lineAt(Math.max(0, context.lineAt(context.pos, 1).from - 1), -1).text;
    const base = /^\s*/.exec(before)[0].length + (/\{\s*$/.test(before) ? context.unit : 0);
    return Math.max(0, base - (/^\s*\}/.test(text) ? context.unit : 0));
  },
  languageData: {
    commentTokens: { line: "//", block: { open: "/*", close: "*/" } },
  },
});
