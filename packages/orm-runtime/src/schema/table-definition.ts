import type { OnDelete } from '../fields/field-definition.ts'
import type { ValueType } from '../fields/value-type.ts'

/** A table as DDL knows it, without the model: what migrations keep and introspection finds. Plain data. */
export interface TableDefinition {
  readonly name: string
  readonly columns: readonly TableColumn[]
  readonly indexes: readonly TableIndex[]
  readonly constraints: readonly TableConstraint[]
}

export interface TableColumn {
  readonly name: string
  readonly type: ValueType
  readonly null: boolean
  readonly primaryKey: boolean
  readonly unique: boolean
  /** A literal in SQL, or an expression: `now()`. */
  readonly default?: ColumnDefault
  readonly references?: {
    readonly table: string
    readonly column: string
    readonly onDelete: OnDelete
  }
  /** The only values that are allowed. */
  readonly choices?: readonly (string | number)[]
}

export type ColumnDefault = { readonly kind: 'literal'; readonly value: unknown } | { readonly kind: 'now' }

export interface TableIndex {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly descending: boolean }[]
  readonly unique: boolean
  /** SQL, where the index is partial. */
  readonly where?: string
}

export type TableConstraint =
  | {
      readonly kind: 'unique'
      readonly name: string
      readonly columns: readonly string[]
      readonly deferrable?: 'immediate' | 'deferred'
    }
  | { readonly kind: 'check'; readonly name: string; readonly where: string }
