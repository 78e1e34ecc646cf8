import type { ConditionNode } from '../expressions/expression-node.ts'

/** What a model says of its table beside the fields: the third argument of `Model<…>()(table, fields, options)`. */
export interface ModelOptions {
  /** The order of querysets that have no other: `['-createdAt']`. */
  readonly ordering?: readonly string[]
  readonly indexes?: readonly IndexOptions[]
  readonly constraints?: readonly ConstraintOptions[]
  /** False for a table that others make and change. */
  readonly managed?: boolean
  /** The database of the model's queries, by its name in `connect({ databases })`. */
  readonly database?: string
}

export interface IndexOptions {
  /** Fields, `-` before a name for the reverse. */
  readonly fields: readonly string[]
  /** Made from the table and the fields if not given. */
  readonly name?: string
  readonly unique?: true
  /** Only the rows for which it holds, where the database has partial indexes. */
  readonly where?: { readonly node: ConditionNode }
}

export type ConstraintOptions =
  | {
      readonly kind: 'unique'
      readonly name: string
      readonly fields: readonly string[]
      readonly where?: { readonly node: ConditionNode }
      /** When the database checks it: at once, or at commit (PostgreSQL). */
      readonly deferrable?: 'immediate' | 'deferred'
    }
  | { readonly kind: 'check'; readonly name: string; readonly where: { readonly node: ConditionNode } }
