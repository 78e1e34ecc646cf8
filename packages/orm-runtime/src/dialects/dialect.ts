import type { OperationNode, QueryCompiler } from 'kysely'
import type { ArithmeticOperator, FunctionName, DatePart } from '../expressions/expression-node.ts'
import type { ColumnKind } from '../fields/field-definition.ts'
import type { LookupName } from '../fields/lookup-names.ts'
import type { ValueType } from '../fields/value-type.ts'
import type { Connections, Parameter, Statement } from './connections.ts'
import type { Features } from './features.ts'
import type { SchemaStatements } from './schema-statements.ts'

/** What a database needs to be one: each folder of `dialects/` makes this of files with the same names. */
export interface Dialect {
  readonly name: DialectName
  readonly features: Features
  /** Kysely's, which quotes names and numbers placeholders. */
  readonly compiler: () => QueryCompiler
  readonly types: Types
  readonly lookups: Lookups
  readonly functions: Functions
  readonly arithmetic: Arithmetic
  readonly stringAgg: (call: StringAggCall) => OperationNode
  readonly json: JsonOperations
  readonly explain: ExplainStatements
  /** How a parameter stands in LIMIT and OFFSET, where not plainly. */
  readonly limit?: (parameter: OperationNode) => OperationNode
  readonly schema: SchemaStatements
  readonly transactions: TransactionStatements
  readonly open: () => Promise<Connections>
}

export type DialectName = 'sqlite' | 'postgres' | 'mariadb'

/** How each kind of value is stored, sent and received. Values come checked (`fields/check-value.ts`) and never null. */
export type Types = Readonly<Record<ColumnKind, TypeCodec>>

export interface TypeCodec {
  /** The column's type in DDL, without `not null`. */
  readonly ddl: (type: ValueType) => string
  /** A checked value as the driver takes it; absent where that is the value itself. */
  readonly encode?: (value: never, type: ValueType) => Parameter
  /** The value of a cell; absent where that is the cell itself. */
  readonly decode?: (cell: never, type: ValueType) => unknown
  /** The column in a select list, where it must come in another form, for example a bigint as text. */
  readonly select?: (column: OperationNode, type: ValueType) => OperationNode
  /** A parameter whose type the database would not know by its place, for example `cast($1 as date)`. */
  readonly parameter?: (parameter: OperationNode, type: ValueType) => OperationNode
}

/** A compiled expression: its SQL and what its value is. */
export interface Typed {
  readonly node: OperationNode
  readonly type: ValueType
}

/** The condition that each lookup is. `isNull`, and `in` of another query, are the same everywhere. */
export type Lookups = Readonly<Record<Exclude<LookupName, 'isNull'>, (left: Typed, right: RightSide) => OperationNode>>

/** The right side of a lookup. */
export interface RightSide {
  /** The value as a parameter of the left side's type, or the expression. */
  readonly node: OperationNode
  /** `range`: the upper end. */
  readonly upper?: OperationNode
  /** True where it is an expression: a pattern is then made in SQL. */
  readonly computed: boolean
  /** The value as a parameter in another form: `encode` is given what `node` would send; of `in`, an array of it. */
  readonly bound: (encode: (value: Parameter) => Parameter) => OperationNode
}

/** The SQL of each function. */
export type Functions = Readonly<Record<FunctionName, (call: FunctionCall) => OperationNode>>

export interface FunctionCall {
  readonly arguments: readonly Typed[]
  readonly part?: DatePart
  /** `round`: places behind the point. */
  readonly places?: number
  /** What the result is. */
  readonly type: ValueType
  readonly types: Types
}

/** An aggregate of texts. */
export interface StringAggCall {
  readonly operand: OperationNode
  readonly distinct: boolean
  readonly separator: string
  /** Items of ORDER BY. */
  readonly order: readonly OperationNode[]
  /** Given where the dialect's features have `aggregateFilter` only. */
  readonly filter?: OperationNode
}

/**
 * The SQL of `left operator right`, whose result is of `type`. Of decimals, both sides have the same places, except for
 * `*` and `/`; a duration stands on the right of a moment.
 */
export type Arithmetic = (operation: ArithmeticOperation) => OperationNode

export interface ArithmeticOperation {
  readonly operator: ArithmeticOperator
  readonly left: Typed
  readonly right: Typed
  readonly type: ValueType
}

/** JSON inside of columns. */
export interface JsonOperations {
  /** The JSON at the end of a path; SQL's null where there is none. Whole numbers index arrays. */
  readonly at: (json: OperationNode, path: readonly string[]) => OperationNode
  /** The text that a JSON string holds; null of all other JSON. */
  readonly text: (json: OperationNode) => OperationNode
  /** Whether it is the null of JSON. */
  readonly isNull: (json: OperationNode) => OperationNode
  /** Comparisons, by the type of the JSON: of different types, none but `exact` of equal values holds. */
  readonly lookups: Pick<Lookups, 'exact' | 'in' | 'gt' | 'gte' | 'lt' | 'lte' | 'range' | 'hasKey'>
}

/** What stands before a SELECT to be told how it is executed; the last column of the answer is read. */
export interface ExplainStatements {
  readonly plan: string
  /** Executes it and measures; absent where the database can't. */
  readonly analyze?: string
}

export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  readonly readOnly?: true
}

export interface TransactionStatements {
  /** What opens a transaction, in order. */
  readonly begin: (options: TransactionOptions) => readonly Statement[]
  readonly commit: Statement
  readonly rollback: Statement
  readonly savepoint: (name: string) => Statement
  readonly releaseSavepoint: (name: string) => Statement
  /** Goes back to a savepoint and forgets it. */
  readonly rollbackToSavepoint: (name: string) => readonly Statement[]
  /** Milliseconds that a nested block waits for its turn, and SQLite's blocks for theirs. */
  readonly timeout: number
}

export type { Parameter }
