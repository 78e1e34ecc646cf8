import type { TSESTree } from '@typescript-eslint/types'
import type { FunctionNode } from '../syntax/function-node.ts'

/**
 * What an expression is known to be without types. A *library value* has a type of a profile, or of the language itself;
 * an *export* is what a package exports under a path; all others are code of the project, with the *frame* of the call
 * in which it was met.
 */
export type TracedValue =
  | LibraryValue
  | ExportValue
  | MemberValue
  | PromiseValue
  | ListValue
  | FunctionValue
  | ClassValue
  | ObjectValue
  | InstanceValue
  | ModuleValue
  | FolderValue
  | Nothing

export interface LibraryValue {
  readonly kind: 'library'
  readonly module: string
  readonly type: string
  /** True where what a driver may do synchronously is done so. */
  readonly blocks: boolean
}

/** `path` is dotted, and empty for the namespace: `default.Model` of a `require`. `folder` is the part behind the package. */
export interface ExportValue {
  readonly kind: 'export'
  readonly module: string
  readonly folder: string
  readonly path: string
}

/** A method that is not called yet; `owner` is the project's class through which it was found. */
export interface MemberValue {
  readonly kind: 'member'
  readonly of: LibraryValue
  readonly name: string
  readonly owner?: ClassValue | undefined
}

export interface PromiseValue {
  readonly kind: 'promise'
  readonly of: TracedValue | undefined
}

export interface ListValue {
  readonly kind: 'list'
  readonly of: TracedValue | undefined
  /** True where it may be one of them instead of a list. */
  readonly orOne?: true
}

export interface FunctionValue {
  readonly kind: 'function'
  readonly node: FunctionNode
  readonly frame: Frame | undefined
  /** What it was taken from: its `this`. */
  readonly self?: TracedValue | undefined
}

export interface ClassValue {
  readonly kind: 'class'
  readonly node: TSESTree.ClassDeclaration | TSESTree.ClassExpression
  readonly frame: Frame | undefined
}

export interface ObjectValue {
  readonly kind: 'object'
  readonly node: TSESTree.ObjectExpression
  readonly frame: Frame | undefined
}

/** An object of a project's class; `frame` is the call of its constructor. */
export interface InstanceValue {
  readonly kind: 'instance'
  readonly of: ClassValue
  readonly frame: Frame | undefined
}

/** The namespace of a file of the project. */
export interface ModuleValue {
  readonly kind: 'module'
  readonly fileName: string
}

/** Some file of a folder, where the name of what is required is computed. */
export interface FolderValue {
  readonly kind: 'folder'
  readonly folder: string
  readonly except: string
}

/** `null`, `undefined`, or what is being computed: it agrees with everything. */
export interface Nothing {
  readonly kind: 'nothing'
}

export const NOTHING: Nothing = { kind: 'nothing' }

/** One call of a function: what its parameters stand for, and the calls in which it was made and is called. */
export interface Frame {
  readonly fn: FunctionNode
  readonly argument: (index: number) => TracedValue | undefined
  readonly self: TracedValue | undefined
  readonly outer: Frame | undefined
  readonly caller: Frame | undefined
  readonly depth: number
}

/** The module under which the language's own types stand, as the compiler's declaration files do. */
export const LANGUAGE = 'typescript'

export function languageValue(type: string): LibraryValue {
  return { kind: 'library', module: LANGUAGE, type, blocks: true }
}

/** The one value that several places give; undefined where one is unknown or they differ. Asks no more than it has to. */
export function agreed(values: Iterable<TracedValue | undefined>): TracedValue | undefined {
  let found: TracedValue = NOTHING
  for (const value of values) {
    if (!value) return undefined
    if (found.kind === 'nothing') found = value
    else if (value.kind !== 'nothing' && !isSame(found, value)) return undefined
  }
  return found
}

function isSame(left: TracedValue, right: TracedValue): boolean {
  switch (left.kind) {
    case 'library':
      return right.kind === 'library' && left.module === right.module && left.type === right.type
    case 'export':
      return right.kind === 'export' && left.module === right.module && left.path === right.path
    case 'member':
      return right.kind === 'member' && left.name === right.name && isSame(left.of, right.of)
    case 'promise':
    case 'list':
      return right.kind === left.kind && (left.of && right.of ? isSame(left.of, right.of) : left.of === right.of)
    case 'function':
    case 'class':
    case 'object':
      return right.kind === left.kind && left.node === right.node
    case 'instance':
      return right.kind === 'instance' && isSame(left.of, right.of)
    case 'module':
      return right.kind === 'module' && left.fileName === right.fileName
    case 'folder':
      return right.kind === 'folder' && left.folder === right.folder
    case 'nothing':
      return right.kind === 'nothing'
  }
}
