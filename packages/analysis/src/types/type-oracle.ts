import type { TSESTree } from '@typescript-eslint/types'
import type { Operation } from '../profiles/profile.ts'

/**
 * The narrow questions about types that the passes ask. Every answer is about ESTree nodes; no caller sees a compiler's
 * node or type. Symbols are handles: equal handles are the same declared thing, whatever imports and re-exports name it.
 */
export interface TypeOracle {
  /** Where the member or function that an expression names is declared; several for a union's members. */
  readonly identitiesAt: (expression: TSESTree.Node) => readonly DeclaredIdentity[]
  /** Where a protocol member of an expression's type is declared: it tells a lazy query from any other promise. */
  readonly protocolAt: (expression: TSESTree.Node, member: ProtocolMember) => readonly DeclaredIdentity[]
  /** The names of an expression's type, of its parts, and of the types that they extend. */
  readonly typesAt: (expression: TSESTree.Node) => readonly TypeIdentity[]
  /** True where each part of an expression's type, but null and undefined, is or extends a type that is accepted. */
  readonly isEvery: (expression: TSESTree.Node, accepts: (type: TypeIdentity) => boolean) => boolean
  /** The field that a property was declared from (`user: foreignKey(…)` → `ForeignKey`), for lazy relations. */
  readonly fieldTypesAt: (member: TSESTree.MemberExpression) => readonly TypeIdentity[]
  /** The types of all fields that properties of a name are declared from: cheaper than to ask what each member is. */
  readonly fieldTypesNamed: (name: string) => readonly TypeIdentity[]
  readonly isThenable: (expression: TSESTree.Node) => boolean
  /** True for a function whose call may give a promise. */
  readonly returnsThenable: (expression: TSESTree.Node) => boolean
  readonly isAsyncIterable: (expression: TSESTree.Node) => boolean
  /** True where the type tells nothing: `any`, `unknown`, or an unresolved import. */
  readonly isUntyped: (expression: TSESTree.Node) => boolean
  /** True where the type admits only objects, arrays and functions or primitives that are not null or undefined. */
  readonly isNonNullable: (expression: TSESTree.Node) => boolean
  /** True where every value of the type is an object or a function, and so never false in a condition. */
  readonly isObject: (expression: TSESTree.Node) => boolean
  /** True where a value of the type may be a function. */
  readonly isCallable: (expression: TSESTree.Node) => boolean
  /** True where every value of the type is a string, number, boolean, bigint, symbol, null or undefined. */
  readonly isPrimitive: (expression: TSESTree.Node) => boolean
  /** True for an array or tuple (and not a subclass with another iterator). */
  readonly isArray: (expression: TSESTree.Node) => boolean
  /** The type of an expression as source text, or undefined where no name for it is in reach. */
  readonly typeTextAt: (expression: TSESTree.Node) => string | undefined
  /** The symbol that a name, a declaration's name or a property name stands for; import aliases are resolved. */
  readonly symbolAt: (name: TSESTree.Node) => SymbolHandle | undefined
  /** As `symbolAt`; the members of all parts, where a member of a union type is named. */
  readonly symbolsAt: (name: TSESTree.Node) => readonly SymbolHandle[]
  readonly declarationsOf: (symbol: SymbolHandle) => readonly Declaration[]
  /**
   * The members that stand or fall with a member: what it implements or overrides, what overrides it, and its namesakes
   * in object literals typed by the same declaration. Includes the member itself.
   */
  readonly memberFamily: (member: SymbolHandle) => readonly SymbolHandle[]
  /** The members that a member of an interface or object type may stand for by their shape alone. */
  readonly structuralMembers: (member: SymbolHandle) => readonly SymbolHandle[]
  /**
   * True where the asynchronous twin of a callee exists beside it or in the twin's own module, is not deprecated, and takes
   * the arguments that are given here, and a callback where it differs.
   */
  readonly hasTwin: (node: TSESTree.CallExpression | TSESTree.MemberExpression, operation: Operation) => boolean
  /** What a module exports, by whatever way it got there. */
  readonly exportsOf: (file: TSESTree.Program) => readonly SymbolHandle[]
  /** What the program's types say of elements: whether `rows[0]` may be undefined, and whether `rows.at(0)` exists. */
  readonly elements: { readonly areChecked: boolean; readonly haveAt: boolean }
  /** True in an ES module: `await` may stand outside of functions. */
  readonly awaitsAtTopLevel: (file: TSESTree.Program) => boolean
  /** What the place that a function value stands in does with its result, by the declared type of that place. */
  readonly expectedResult: (value: TSESTree.Node) => ExpectedResult
  /** How the type that an object is put to declares a member of it. */
  readonly keyedBy: (object: TSESTree.Node, name: string) => KeyedBy
  /** What a function returns, by its declared or inferred type. */
  readonly resultOf: (fn: SymbolHandle | TSESTree.Node) => ExpectedResult
  /** The functions and signatures that a call may run, by the types; none where the callee is untyped. */
  readonly calledAt: (call: TSESTree.CallExpression | TSESTree.NewExpression) => readonly Declaration[]
  /** The member of an expression's type that has this name. */
  readonly membersOf: (expression: TSESTree.Node, name: string) => readonly SymbolHandle[]
}

declare const SYMBOL: unique symbol
/** An opaque symbol of the program; compare with `===`. */
export interface SymbolHandle {
  readonly [SYMBOL]: never
}

export type ProtocolMember = 'then' | '[Symbol.iterator]' | '[Symbol.asyncIterator]'

/** `module` is a package's name, or the absolute file name where the declaration is the project's own. */
export interface TypeIdentity {
  readonly module: string
  readonly type: string
}

export interface DeclaredIdentity {
  readonly module: string
  /** The declaring class, interface or type alias; undefined for a function or variable of a module. */
  readonly type: string | undefined
  readonly member: string
}

/** Where something is declared: a node of the project, or a dependency. */
export type Declaration =
  | { readonly kind: 'project'; readonly fileName: string; readonly node: TSESTree.Node }
  | { readonly kind: 'dependency'; readonly module: string }

/** By its `name`, by an `index` signature for all names, or by `nothing`: `any`. */
export type KeyedBy = 'name' | 'index' | 'nothing'

/**
 * `accepts-promise`: a union with a promise. `void`: the result is dropped. `value`: it is used as a plain value.
 * `generic`: the caller passes it on as it is (`<T>(fn: () => T) => T`). `untyped`: `any` or `unknown`. `none`: the
 * place has no declared function type.
 */
export type ExpectedResult = 'accepts-promise' | 'void' | 'value' | 'generic' | 'untyped' | 'none'
