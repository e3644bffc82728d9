//! Every sentence the compiler can say, in English and Chinese. `{0}`, `{1}` … are filled in.

use crate::diagnostics::Lang;

macro_rules! catalogue {
    ($($id:ident $english:literal $chinese:literal)*) => {
        /// A sentence of the catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum MessageId {
            $(#[doc = $english] $id,)*
        }

        impl MessageId {
            /// Every sentence, for tests and translators.
            pub const ALL: &'static [MessageId] = &[$(MessageId::$id),*];

            /// The sentence with its placeholders.
            pub fn template(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((MessageId::$id, Lang::English) => $english,
                      (MessageId::$id, Lang::Chinese) => $chinese,)*
                }
            }
        }
    };
}

impl MessageId {
    /// Whether C forbids it, though GCC by default only warns.
    pub(crate) fn violates_a_constraint(self) -> bool {
        matches!(
            self,
            Self::ImplicitInt
                | Self::ImplicitFunction
                | Self::ExcessInitializer
                | Self::StringTooLong
                | Self::UnknownEscape
                | Self::MacroRedefined
                | Self::ReturnWithoutValue
                | Self::ReturnFromVoid
                | Self::BranchTypes
                | Self::ComparePointers
                | Self::ComparePointerInt
                | Self::IntToPointer
                | Self::PointerToInt
                | Self::PointerMismatch
                | Self::DiscardsConst
                | Self::ConflictingTypes
        )
    }
}

catalogue! {
    // Characters and tokens.
    UnterminatedComment "this comment is never closed" "这个注释没有结束"
    HelpCloseComment "add `*/` where the comment ends" "在注释结束处加上 `*/`"
    UnterminatedQuote "this quote is not closed on its line" "这一行的引号没有闭合"
    HelpCloseQuote "add `{0}` at the end of the text" "在文本末尾加上 `{0}`"
    StrayCharacter "`{0}` has no meaning in C" "`{0}` 在 C 中没有意义"
    HelpFullWidth "`{0}` is a full-width character; switch the input method and type the ASCII one" "`{0}` 是全角字符；请切换输入法，改用半角字符"
    BadNumber "`{0}` is not a number" "`{0}` 不是合法的数字"
    BadOctal "`{0}`: a number that begins with 0 is octal and has only the digits 0 to 7" "`{0}`：以 0 开头的数是八进制，只能包含 0 到 7"
    BadSuffix "the number `{0}` ends in something that is no suffix" "数字 `{0}` 的后缀不合法"
    NumberTooLarge "the number `{0}` does not fit into 64 bits" "数字 `{0}` 超出 64 位的范围"
    EmptyCharacter "there is no character between the quotes" "单引号之间没有字符"
    CharacterTooLong "{0} holds more than one character" "{0} 包含多个字符"
    MultiCharacter "several characters in single quotes make one number" "单引号里的多个字符会变成一个数"
    HelpDoubleQuotes "use double quotes for text" "字符串请用双引号"
    BadEscape "unknown escape sequence in {0}" "{0} 中有未知的转义序列"
    UnknownEscape "unknown escape sequence in {0}: the backslash means nothing" "{0} 中有未知的转义序列：反斜杠不起作用"
    // Preprocessor.
    UnknownDirective "`#{0}` is not a preprocessor directive" "`#{0}` 不是预处理指令"
    UnterminatedIf "this conditional has no `#endif`" "这个条件编译缺少 `#endif`"
    HelpEndif "add `#endif` after the lines it governs" "在它所管辖的行之后加上 `#endif`"
    StrayConditional "`{0}` without `#if`" "`{0}` 没有对应的 `#if`"
    ElseAfterElse "there has been an `#else` already" "前面已经有 `#else` 了"
    ErrorDirective "#error {0}" "#error {0}"
    WarningDirective "#warning {0}" "#warning {0}"
    ExpectedMacroName "the name of a macro should be here" "这里应当是宏的名字"
    BadMacroParameters "macro parameters are names with commas between them" "宏的形参应当是用逗号隔开的名字"
    PasteAtEdge "`##` cannot stand at an edge of a macro" "`##` 不能出现在宏的开头或结尾"
    BadPaste "`{0}` is not a token" "`{0}` 不是合法的记号"
    MacroRedefined "`{0}` is defined again, differently" "`{0}` 被重新定义，且内容不同"
    MacroArguments "the macro `{0}` takes {1} arguments, not {2}" "宏 `{0}` 需要 {1} 个实参，而不是 {2} 个"
    UnterminatedMacroCall "the argument list of this macro is not closed" "这个宏的实参列表没有结束"
    HelpCloseParen "add `)` behind the arguments of `{0}`" "在 `{0}` 的实参后面加上 `)`"
    MacroTooDeep "macro arguments are nested too deeply" "宏实参嵌套过深"
    TooManyTokens "the program is too long after preprocessing" "预处理后的程序过长"
    BadInclude "`#include` needs \"file\" or `<file>`" "`#include` 需要 \"文件\" 或 <文件>"
    HelpInclude "write for example `#include <stdio.h>`" "例如写成 `#include <stdio.h>`"
    HeaderNotFound "the header `{0}` does not exist here" "找不到头文件 `{0}`"
    HelpNoIncludeC "`.c` files are compiled one by one and linked; include a `.h` file" "`.c` 文件是分别编译再链接的；请包含 `.h` 文件"
    IncludeTooDeep "files include each other too deeply" "文件互相包含的层数过多"
    BadPragma "`_Pragma` needs a string in parentheses" "`_Pragma` 需要括号中的字符串"
    BadLineDirective "`#line` needs a line number" "`#line` 需要行号"
    ConditionMissing "a condition should follow" "这里缺少条件"
    ConditionExtra "`{0}` does not belong into this condition" "条件中不能出现 `{0}`"
    ConditionNotInteger "conditions of the preprocessor are made of integers" "预处理条件只能由整数构成"
    // Syntax.
    Expected "`{0}` should be here" "这里应当是 `{0}`"
    ExpectedFound "`{0}` should be here, not `{1}`" "这里应当是 `{0}`，而不是 `{1}`"
    ExpectedBehind "`{0}` is missing after `{1}`" "`{1}` 后面缺少 `{0}`"
    ExpectedAtEnd "the file ends where `{0}` should be" "文件结束了，但这里还应当有 `{0}`"
    UnexpectedEnd "the file ends in the middle of something" "文件在中途就结束了"
    HelpSemicolon "statements and declarations end with `;`" "语句和声明以 `;` 结尾"
    ExpectedExpression "an expression should be here, not `{0}`" "这里应当是表达式，而不是 `{0}`"
    ExpectedDeclaration "a declaration should be here, not `{0}`" "这里应当是声明，而不是 `{0}`"
    ExpectedName "a name should be here" "这里应当是一个名字"
    ExpectedMember "the name of a member should be here" "这里应当是成员的名字"
    ExpectedString "a string in double quotes should be here" "这里应当是双引号字符串"
    ExpectedInitializer "a value or `{` should be here" "这里应当是值或 `{`"
    TooDeep "this is nested too deeply" "嵌套过深"
    TooManyExpressions "there is too much of this" "这里的内容过多"
    UnclosedBrace "the file ends, but a `{` is still open" "文件结束了，但还有 `{` 没有闭合"
    NoteOpenBrace "it was opened here" "它在这里打开"
    StrayBrace "this `}` closes nothing" "这个 `}` 没有对应的 `{`"
    StrayElse "`else` without `if`" "`else` 没有对应的 `if`"
    HelpStrayElse "more than one statement before `else` needs braces; and no `;` may follow the condition" "`else` 之前有多条语句时需要大括号；条件后面也不能有 `;`"
    DeclarationNotAllowed "a declaration cannot be the only statement here" "这里不能只写一个声明"
    HelpBraces "put it in braces" "请用大括号把它括起来"
    NameInTypeName "a type without a name should be here, but there is `{0}`" "这里应当是不带名字的类型，却出现了 `{0}`"
    // Declarations.
    TwoTypes "these words do not make one type together" "这些词不能组成一个类型"
    TwoStorageClasses "there can be only one of `typedef`, `extern`, `static`, `auto` and `register`" "`typedef`、`extern`、`static`、`auto`、`register` 只能用一个"
    UnsupportedType "`{0}` is not supported" "不支持 `{0}`"
    UnknownType "`{0}` is not a type that is known here" "`{0}` 不是已知的类型"
    HelpStructTag "did you mean `struct {0}`?" "您是想写 `struct {0}` 吗？"
    BadAlignment "{0} is not an alignment: a power of two up to 4096" "{0} 不是合法的对齐：应为不超过 4096 的 2 的幂"
    StaticAssert "the static assertion does not hold: {0}" "静态断言不成立：{0}"
    StorageOfParameter "a parameter has no storage class" "形参不能有存储类"
    NoSuchParameter "`{0}` is not a parameter of this function" "`{0}` 不是这个函数的形参"
    VoidVariable "a variable cannot have the type `void`" "变量不能是 `void` 类型"
    BadPriority "the priority of a constructor or destructor is between 0 and 65535, not {0}" "构造函数或析构函数的优先级应在 0 到 65535 之间，而不是 {0}"
    ArraySizeNotInteger "the length of an array is an integer, not `{0}`" "数组长度应为整数，而不是 `{0}`"
    ArraySizeNegative "an array cannot have {0} elements" "数组不能有 {0} 个元素"
    ArraySizeNotConstant "the length of this array must be a constant" "这个数组的长度必须是常量"
    ArrayTooLarge "this is larger than objects may be" "对象过大"
    BadElementType "there are no arrays of `{0}`" "数组元素不能是 `{0}`"
    BadReturnType "a function cannot return `{0}`" "函数不能返回 `{0}`"
    Redefined "`{0}` is defined twice" "`{0}` 重复定义"
    ConflictingTypes "`{0}` was declared with another type before" "`{0}` 与之前声明的类型不同"
    ConflictingLinkage "`{0}` is declared `static` in one place and not in another" "`{0}` 有的声明带 `static`，有的不带"
    StaticFunctionInBlock "a function declared inside a function cannot be `static`" "函数内声明的函数不能是 `static`"
    ForDeclaration "only variables can be declared in a `for`" "`for` 里只能声明变量"
    NoteDefinedHere "`{0}` is defined here" "`{0}` 在这里定义"
    NoteDeclaredHere "`{0}` is declared here" "`{0}` 在这里声明"
    WrongTag "`{0}` is another kind of tag" "`{0}` 是另一种标签"
    BitFieldType "a bit-field is an integer, not `{0}`" "位域应为整数，而不是 `{0}`"
    BitFieldWidth "a bit-field cannot have {0} bits here; at most {1}" "这里的位域不能是 {0} 位；最多 {1} 位"
    ImplicitInt "`{0}` has no return type; it counts as `int`" "`{0}` 没有返回类型；当作 `int`"
    ExternInitializer "a declaration with `extern` inside a function has no initialiser" "函数内的 `extern` 声明不能初始化"
    VlaInitializer "an array of variable length cannot be initialised" "变长数组不能初始化"
    BadDesignator "this designator does not fit the type" "这个指定符与类型不符"
    BadStringInit "this string does not fit an array of that element type" "这个字符串与数组元素类型不符"
    InitializerNotConstant "the initial value of a variable with static storage must be a constant" "静态变量的初值必须是常量"
    ExcessInitializer "there are more values than places for them" "初值多于可放的位置"
    StringTooLong "the string is longer than the array of {0}" "字符串比长度为 {0} 的数组还长"
    // Expressions.
    UnknownName "`{0}` is not declared" "`{0}` 没有声明"
    ImplicitFunction "the function `{0}` is called, but not declared" "调用了没有声明的函数 `{0}`"
    DidYouMean "did you mean `{0}`?" "您是想写 `{0}` 吗？"
    HelpIncludeHeader "add `#include <{0}>`" "加上 `#include <{0}>`"
    TypeAsValue "`{0}` is a type, not a value" "`{0}` 是类型，不是值"
    NotFunction "this is not a function but `{0}`" "这不是函数，而是 `{0}`"
    TooFewArguments "`{0}` takes {1} arguments, but only {2} are given" "`{0}` 需要 {1} 个实参，这里只有 {2} 个"
    TooManyArguments "`{0}` takes {1} arguments, but {2} are given" "`{0}` 只需要 {1} 个实参，这里有 {2} 个"
    VoidValue "this has no value: its type is `void`" "它的类型是 `void`，没有值"
    IncompleteType "the type `{0}` is not complete here" "类型 `{0}` 在这里不完整"
    NotScalar "a number or pointer should be here, not `{0}`" "这里应当是数或指针，而不是 `{0}`"
    NotPointer "only pointers can be dereferenced, not `{0}`" "只有指针可以解引用，`{0}` 不行"
    NotIndexable "only arrays and pointers have elements, not `{0}`" "只有数组和指针可以用下标，`{0}` 不行"
    IndexNotInteger "an index is an integer, not `{0}`" "下标应为整数，而不是 `{0}`"
    IndexOutside "index {0} is outside the array of {1} elements" "下标 {0} 超出了 {1} 个元素的数组"
    MemberOfOther "`{0}` cannot be a member of `{1}`" "`{1}` 没有成员，不能取 `{0}`"
    HelpArrow "use `->` with a pointer" "指针请用 `->`"
    HelpDot "use `.` with a struct that is not a pointer" "不是指针的结构体请用 `.`"
    ArrowOnRecord "`->` needs a pointer on its left" "`->` 左边必须是指针"
    NoMember "`{0}` has no member `{1}`" "`{0}` 没有成员 `{1}`"
    BadOperands "`{0}` cannot combine `{1}` and `{2}`" "`{0}` 不能用于 `{1}` 和 `{2}`"
    BadOperand "`{0}` does not work on `{1}`" "`{0}` 不能用于 `{1}`"
    BadCast "`{0}` cannot be converted to `{1}`" "`{0}` 不能转换为 `{1}`"
    BranchTypes "the two branches have types that do not fit: `{0}` and `{1}`" "两个分支的类型不匹配：`{0}` 和 `{1}`"
    NotAssignable "only variables and memory can be assigned to" "只能给变量或内存赋值"
    AssignArray "an array cannot be assigned to" "不能给数组赋值"
    HelpCopyArray "copy it with `strcpy` or `memcpy`" "请用 `strcpy` 或 `memcpy` 复制"
    AssignConst "this is constant: its type is `{0}`" "它是常量：类型为 `{0}`"
    AddressOfValue "only variables and memory have an address" "只有变量和内存才有地址"
    AddressOfBitField "a bit-field has no address and no size in bytes" "位域没有地址，也没有字节大小"
    NotConstant "a constant should be here" "这里应当是常量"
    NoGenericMatch "no case of `_Generic` fits `{0}`" "`_Generic` 没有与 `{0}` 匹配的分支"
    CannotAssign "`{0}` cannot be assigned to `{1}`" "不能把 `{0}` 赋给 `{1}`"
    CannotInitialize "`{0}` cannot initialise `{1}`" "不能用 `{0}` 初始化 `{1}`"
    CannotReturn "`{0}` cannot be returned as `{1}`" "不能把 `{0}` 作为 `{1}` 返回"
    CannotPass "argument {0} of `{1}` should be `{2}`, not `{3}`" "`{1}` 的第 {0} 个实参应为 `{2}`，而不是 `{3}`"
    NotVaList "this is not a `va_list` variable" "这不是 `va_list` 变量"
    NotVariadic "`va_start` works only in a function with `...`" "`va_start` 只能用在带 `...` 的函数里"
    StatementsOutside "statements can stand only inside a function" "语句只能写在函数里"
    UnsupportedAtomic "`{0}` is not supported on this atomic type" "这种原子类型不支持 `{0}`"
    // Statements.
    JumpOutsideLoop "`{0}` stands outside of any loop" "`{0}` 不在循环里"
    CaseOutsideSwitch "`{0}` stands outside of any `switch`" "`{0}` 不在 `switch` 里"
    DuplicateCase "the case {0} is there twice" "分支 {0} 重复"
    SwitchNotInteger "`switch` needs an integer, not `{0}`" "`switch` 需要整数，而不是 `{0}`"
    UnknownLabel "there is no label `{0}` in this function" "函数里没有标号 `{0}`"
    UnsupportedAsm "`{0}` is not supported as an operand of assembly" "不支持汇编操作数 `{0}`"
    // Assembly.
    AsmUnknown "the assembler does not know `{0}`" "汇编器不认识 `{0}`"
    AsmOperands "the operands of `{0}` do not fit" "`{0}` 的操作数不对"
    AsmLabel "the label `{0}` does not exist" "标号 `{0}` 不存在"
    FunctionTooLarge "the function `{0}` is too large" "函数 `{0}` 过大"
    // Warnings.
    Uninitialised "`{0}` is read before it has been given a value" "`{0}` 还没有值就被读取"
    HelpUninitialised "give it a value where it is declared" "在声明处给它一个初值"
    SizeofParameter "`{0}` is a parameter: this is the size of a pointer, not of an array" "`{0}` 是形参：这里得到的是指针的大小，不是数组的大小"
    HelpSizeofParameter "pass the number of elements as a parameter of its own" "请把元素个数作为另一个形参传入"
    CharNeverNegative "`{0}` is never negative on RISC-V, so this comparison always gives the same" "`{0}` 在 RISC-V 上从不为负，所以这个比较的结果总是一样"
    HelpCharInt "use `int` for what `getchar` and the like return" "`getchar` 之类的返回值请用 `int` 保存"
    CompareString "addresses are compared here, not texts" "这里比较的是地址，不是文字"
    HelpStrcmp "compare with `strcmp(a, b) == 0`" "请用 `strcmp(a, b) == 0` 比较"
    UnusedVariable "the variable `{0}` is never used" "变量 `{0}` 从未使用"
    UnusedFunction "the function `{0}` is never used" "函数 `{0}` 从未使用"
    UnusedLabel "the label `{0}` is never used" "标号 `{0}` 从未使用"
    UnusedValue "this value is computed and thrown away" "算出的值没有被使用"
    UnusedComparison "this compares and throws the result away; `=` assigns" "这里比较后丢弃了结果；赋值用 `=`"
    MissingReturn "`{0}` can end without returning a value" "`{0}` 可能没有返回值就结束"
    HelpReturn "add a `return` with a value before this brace" "在这个大括号前加上带值的 `return`"
    ReturnWithoutValue "a value of type `{0}` should be returned" "应当返回 `{0}` 类型的值"
    ReturnFromVoid "this function returns nothing, but a value is given" "这个函数没有返回值，却给出了一个值"
    ReturnsLocalAddress "the variable is gone when the function has returned" "函数返回后，这个变量就不存在了"
    AssignInCondition "`=` assigns; `==` compares" "`=` 是赋值；比较用 `==`"
    HelpAssignInCondition "write `==`, or put the assignment in parentheses of its own" "请写 `==`，或把赋值再括一层括号"
    EmptyBody "the `;` behind the condition is the whole body of this `{0}`" "条件后的 `;` 就是这个 `{0}` 的全部内容"
    CompareSigns "a signed and an unsigned number are compared: `{0}` and `{1}`" "比较了有符号数和无符号数：`{0}` 和 `{1}`"
    ComparePointers "pointers of different types are compared: `{0}` and `{1}`" "比较了不同类型的指针：`{0}` 和 `{1}`"
    ComparePointerInt "a pointer and an integer are compared: `{0}` and `{1}`" "比较了指针和整数：`{0}` 和 `{1}`"
    IntToPointer "`{0}`, an integer, becomes the pointer `{1}`" "整数 `{0}` 变成了指针 `{1}`"
    PointerToInt "`{0}`, a pointer, becomes the integer `{1}`" "指针 `{0}` 变成了整数 `{1}`"
    PointerMismatch "the pointer `{0}` does not fit `{1}`" "指针 `{0}` 与 `{1}` 不符"
    HelpFunctionReturns "a function that returns `{0}` is wanted; this one returns `{1}`" "需要返回 `{0}` 的函数；这个返回 `{1}`"
    DiscardsConst "`{0}` becomes `{1}`: the object must not be changed through it" "`{0}` 变成 `{1}`：不能通过它修改对象"
    NoteArgument "in argument {0} of `{1}`" "在 `{1}` 的第 {0} 个实参里"
    ConstantTruncated "{0} does not fit into `{1}`; it becomes {2}" "{0} 放不进 `{1}`；会变成 {2}"
    DivisionByZero "division by zero" "除以零"
    ShiftTooFar "a shift by {0} has no meaning for `{1}`" "对 `{1}` 移位 {0} 没有意义"
    FormatCount "the format has {0} conversions, but {1} arguments follow" "格式串有 {0} 个转换，后面却有 {1} 个实参"
    FormatType "`{0}` does not fit an argument of type `{1}`" "`{0}` 与 `{1}` 类型的实参不符"
    HelpFormat "`{0}` is the conversion for it" "对应的转换是 `{0}`"
    HelpScanfAddress "`scanf` stores through a pointer: write `&` before the variable" "`scanf` 通过指针存值：在变量前加上 `&`"
    VaArgPromoted "`{0}` is never passed to `...` as such: it becomes a larger type" "`{0}` 不会原样传给 `...`：它会变成更大的类型"
    // What only `-pedantic-errors` refuses.
    EmptyInitializer "empty braces initialise nothing in C11" "C11 中空的大括号不能用作初值"
    EmptyRecord "a struct or union has at least one member in C" "C 的结构体或联合体至少要有一个成员"
    ExtraSemicolon "this `;` ends nothing" "这个 `;` 是多余的"
    LabelBeforeDeclaration "a label stands before a statement, not before a declaration or `}`" "标号后面应当是语句，不能是声明或 `}`"
    VoidArithmetic "`void` has no size: no sums of `void *`, no `sizeof`" "`void` 没有大小：不能对 `void *` 做加减，也不能用 `sizeof`"
    CastToRecord "only numbers and pointers can be cast" "只有数和指针可以做类型转换"
    PointerSigns "`{0}` and `{1}` point to different types of one size" "`{0}` 和 `{1}` 指向大小相同的不同类型"
    // Linking.
    UndefinedSymbol "`{0}` is used, but defined nowhere" "用到了 `{0}`，但哪里都没有定义"
    NoteUsedHere "it is used here" "它在这里被用到"
    HelpNoMain "a program begins at `int main(void)`" "程序从 `int main(void)` 开始"
    DuplicateSymbol "`{0}` is defined in {1} and in {2}" "`{0}` 在 {1} 和 {2} 中都有定义"
    ProgramTooLarge "the program is too large" "程序过大"
    BadObject "`{0}` is not an object file this linker understands" "`{0}` 不是链接器能理解的目标文件"
}
