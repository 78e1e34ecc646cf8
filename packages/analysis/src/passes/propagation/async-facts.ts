import type { TSESTree } from '@typescript-eslint/types'
import type { ThrowingAssertion } from '../../profiles/throwing-assertions.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import type { ImportedName } from '../../syntax/imported-name.ts'
import type { BoundaryReason } from './boundary-reasons.ts'
import type { CatchingHandler } from './catching-handler.ts'
import type { LoopCallback } from './find-loop-callback.ts'
import type { UnreadFile } from './is-named-by-unread.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import type { TwinPlace } from './twin-place.ts'
import type { Site } from '../queries/find-queries.ts'

/** What a person asks of a migration. */
export interface AsyncRequest {
  /** False for files where no migration may begin. Callers follow wherever they are. */
  readonly mayStartIn: (fileName: string) => boolean
  /** False for files that have no query in them and reach none through their imports; absent where nobody knows. */
  readonly mayHaveQueries?: ((fileName: string) => boolean) | undefined
  /** Files that use the program's and can't be read as code. */
  readonly unread?: readonly UnreadFile[]
  /** The functions from which the migration begins: what they reach, and no more. All of the program where there is none. */
  readonly entries?: readonly SymbolHandle[]
  /** What keeps its signature. */
  readonly kept?: readonly SymbolHandle[]
  /** The name of a function's asynchronous twin. */
  readonly twinName?: (name: string) => string
  /** Declarations that have a twin's name, and are none. */
  readonly strangers?: ReadonlySet<TSESTree.Node>
}

/** What async propagation finds in a program; see `propagateAsync` for the words. */
export interface AsyncPropagation {
  /** What can become asynchronous; no two units share a change. */
  readonly units: readonly AsyncUnit[]
  readonly boundaries: readonly AsyncBoundary[]
  /** Blocking places where a migration may begin: those of the units, and those that a boundary holds back. */
  readonly sites: { readonly migratable: readonly Site[]; readonly blocked: readonly Site[] }
}

/** Blocking places, and all that must follow them: whole or not at all. */
export interface AsyncUnit {
  readonly sites: readonly Site[]
  readonly changes: readonly AsyncChange[]
  /** Changes inside what has a twin are changes of the twin: the synchronous half stays as it is. */
  readonly twins: readonly AsyncTwin[]
}

/** A copy of a declaration that stands behind it, under another name. */
export interface AsyncTwin {
  readonly place: TwinPlace
  readonly name: string
  /** The twin that an earlier run made, if this is no stranger. */
  readonly existing: TSESTree.Node | undefined
  /** True where the synchronous half goes, because nobody is left who calls it. */
  readonly replaces: boolean
}

export type AsyncChange =
  /** The expression's value becomes a promise, and its place waits for it. */
  | { readonly kind: 'await'; readonly node: TSESTree.Expression }
  /** A blocking place is replaced by its twin, and its place waits for it. */
  | { readonly kind: 'query'; readonly node: TSESTree.Node; readonly site: Site; readonly row?: FirstRow | undefined }
  | { readonly kind: 'async'; readonly node: FunctionNode }
  /** A declared result becomes a promise of it. */
  | { readonly kind: 'result'; readonly node: TSESTree.TypeNode }
  /** A type that is computed from the function's (`ReturnType<typeof f>`) is resolved to what it was. */
  | { readonly kind: 'awaited-type'; readonly node: TSESTree.TypeNode }
  /** A call of an array's method with a callback that has to wait becomes a loop; so does what takes a generator whole. */
  | { readonly kind: 'loop'; readonly node: TSESTree.Expression; readonly loop: LoopCallback }
  /** A loop over a generator waits for each element. */
  | { readonly kind: 'for-await'; readonly node: TSESTree.ForOfStatement }
  /** A handler whose rejection nobody takes hands it to `next`. */
  | { readonly kind: 'handler'; readonly node: TSESTree.Expression; readonly handler: CatchingHandler }
  /** An assertion that a function throws becomes one that its promise rejects. */
  | {
      readonly kind: 'rejects'
      readonly node: TSESTree.CallExpression
      /** The member that asserts it. */
      readonly name: TSESTree.Node
      readonly assertion: ThrowingAssertion
    }
  /** The declared type of a generator becomes the asynchronous one. */
  | { readonly kind: 'async-iterable'; readonly node: TSESTree.TypeNode }
  /** The import of a function whose calls become its twin's. */
  | { readonly kind: 'import'; readonly node: ImportedName['specifier']; readonly name: MovedName }
  /** The import of functions whose twins another module exports. */
  | {
      readonly kind: 'import-from'
      readonly node: ImportedName['from']
      readonly module: string
      readonly names: readonly MovedName[]
    }
  /** A reference to a name of the project becomes one to its twin. */
  | { readonly kind: 'rename'; readonly node: TSESTree.Node; readonly twin: string }
  /** A name is exported, and so is its twin, or in its place. */
  | {
      readonly kind: 'export'
      readonly node: TSESTree.ExportSpecifier
      readonly local: string
      readonly exported: string
      readonly replaces: boolean
    }

/** How the first of the rows is taken that a twin answers where a blocking call answered one row. */
export interface FirstRow {
  /** The builder method that asks for one row and no more; undefined where the query is held elsewhere, or has it. */
  readonly limitedBy: string | undefined
  /** `rows[0]`, `rows[0]!`, or `rows.at(0)`: whichever has the type of the blocking call. */
  readonly by: 'index' | 'asserted-index' | 'at'
}

/** An imported name whose calls become its twin's. */
export interface MovedName extends ImportedName {
  /** What is called instead; undefined where it needs no import. */
  readonly twin: string | undefined
  /** The names in those calls. */
  readonly callees: readonly TSESTree.Node[]
}

/** A place where asynchrony can't go on, and what it holds back. */
export interface AsyncBoundary extends TextPlace {
  readonly reason: BoundaryReason
  /** From a query to the boundary. */
  readonly chain: readonly TextPlace[]
  /** What to do by hand, in words. */
  readonly alternative: string
  /** The blocking places that stay as they are because of it. */
  readonly sites: readonly Site[]
}

export interface TextPlace {
  readonly fileName: string
  /** Offset in UTF-16 code units. */
  readonly at: number
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** The code that stands there, to the end of its first line. */
  readonly text: string
}
