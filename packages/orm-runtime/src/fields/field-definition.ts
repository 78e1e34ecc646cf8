import type { ExpressionNode } from '../expressions/expression-node.ts'

/** The kinds of fields that have a column of their own. */
export type ColumnKind =
  | 'auto'
  | 'bigAuto'
  | 'uuid'
  | 'char'
  | 'text'
  | 'integer'
  | 'bigint'
  | 'float'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'time'
  | 'duration'
  | 'json'
  | 'binary'

/** The kinds of fields that lead to other rows. The first two have a column, the key of the row they lead to. */
export type RelationKind = 'foreignKey' | 'oneToOne' | 'reverse' | 'reverseOne' | 'manyToMany'

/** What deleting the row does to the rows that refer to it; `restrict` (the default) refuses. */
export type OnDelete = 'restrict' | 'cascade' | 'setNull' | 'setDefault' | 'doNothing'

/** What a field is at run time. */
export interface FieldDefinition {
  readonly kind: ColumnKind | RelationKind
  readonly null?: boolean
  readonly unique?: boolean
  /** An index of its own. A foreign key has one unless this is false. */
  readonly index?: boolean
  readonly primaryKey?: boolean
  /** The value of rows created without one, or a function that makes it. */
  readonly default?: unknown
  /** The value that the database gives to rows created without one. */
  readonly databaseDefault?: { readonly node: ExpressionNode } | Date | string | number | bigint | boolean | null
  /** A moment that the runtime sets: when the row is created, or whenever it is saved. */
  readonly autoNow?: 'create' | 'save'
  /** The column's name where it is not the field's. */
  readonly column?: string
  readonly choices?: readonly unknown[]
  /** `char`: characters. */
  readonly maxLength?: number
  /** `decimal`: digits in all, and those behind the point. */
  readonly digits?: number
  readonly places?: number
  readonly validators?: readonly Validator[]
  /** Relations: the name of the model that it leads to. */
  readonly target?: string
  /** `reverse`, `reverseOne`: the foreign key of `target` that leads back. `manyToMany`: the model between, by name. */
  readonly through?: string
  /** `manyToMany`: the foreign keys of the model between, to this model and to the target. */
  readonly throughFields?: readonly [string, string]
  /** `manyToMany`: the other end's many-to-many field, where this is the far side of it. */
  readonly inverseOf?: string
  readonly onDelete?: OnDelete
}

/** Answers what is wrong with a value, or nothing. */
export type Validator = (value: never) => string | undefined | void
