import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  IdentifierNode,
  JoinNode,
  OperatorNode,
  QueryNode,
  ReferenceNode,
  SelectQueryNode,
  TableNode,
  type OperationNode,
} from 'kysely'
import type { Dialect } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ConditionNode } from '../expressions/expression-node.ts'
import type { ValueType } from '../fields/value-type.ts'
import type { ModelDefinition, RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import type { Annotation } from '../query/shape.ts'
import { hasColumn } from './lookup-path.ts'

/** The tables of one SELECT: its root and the rows that relations join to it, each joined once. */
export class Scope {
  readonly dialect: Dialect
  readonly definition: ModelDefinition
  readonly annotations: readonly Annotation[]
  /** The alias of the root's table; empty where its columns stand without a table's name. */
  readonly root: string
  /** Where the values of the query begin, for one inside of another. */
  readonly offset: number
  /** The query around it, for `OuterRef`. */
  readonly outer: Scope | undefined
  /** The clauses of the query, which hold for the related rows that its aggregates see as well. */
  readonly clauses: readonly ConditionNode[]
  /** What the root's columns come from where it is no table. */
  readonly source: Source | undefined
  readonly #related: Related | undefined
  readonly #restrictions = new Map<string, readonly OperationNode[]>()
  readonly #aggregates: Aggregated[] = []
  readonly #names: { next: number }
  readonly #own: number
  readonly #joins = new Map<
    string,
    { readonly alias: string; readonly nodes: readonly JoinNode[]; readonly many: boolean }
  >()

  constructor(dialect: Dialect, definition: ModelDefinition, options: ScopeOptions = {}) {
    this.dialect = dialect
    this.definition = definition
    this.annotations = options.annotations ?? []
    this.offset = options.offset ?? 0
    this.outer = options.outer
    this.clauses = options.clauses ?? []
    this.source = options.source
    this.#related = options.related
    const near = options.beside ?? options.outer
    this.#names = near ? near.#names : { next: 0 }
    this.root = options.root ?? this.#name()
    this.#own = this.#names.next
  }

  /** True while no other table is asked: no join, no query inside. */
  get isAlone(): boolean {
    return this.#joins.size === 0 && this.#names.next === this.#own
  }

  /** True where a relation was joined. */
  get hasJoins(): boolean {
    return this.#joins.size > 0
  }

  /** True where a row of the root may stand in the result several times: a relation to many was joined. */
  get repeats(): boolean {
    return [...this.#joins.values()].some(({ many }) => many)
  }

  /** Conditions on rows that aggregates have joined. */
  get restrictions(): readonly OperationNode[] {
    return [...this.#restrictions.values()].flat()
  }

  /** Adds conditions on a relation to many, once. */
  restrict(path: string, conditions: () => readonly OperationNode[]): void {
    if (!this.#restrictions.has(path)) this.#restrictions.set(path, conditions())
  }

  /**
   * Notes an aggregate of the joined rows, and the last relation to many that it follows.
   * @throws UsageError where the rows of another aggregate's relation would be counted in its own.
   */
  aggregated(seen: Aggregated): void {
    this.#aggregates.push(seen)
    for (const { many, repeatable } of this.#aggregates) {
      const other = this.#aggregates.find((one) => one.many !== '' && !`${many}__`.startsWith(`${one.many}__`))
      if (repeatable || !other) continue
      throw new UsageError(
        `The rows of '${other.many}' would repeat those that another aggregate of this query sees${many ? ` ('${many}')` : ''}. ` +
          'Ask in two queries, or annotate without `values` before it: such aggregates are computed for each row by itself.',
      )
    }
  }

  /** A scope for a query inside of this one; its aliases differ from this one's. */
  nested(definition: ModelDefinition, options: Omit<ScopeOptions, 'outer' | 'beside'> = {}): Scope {
    return new Scope(this.dialect, definition, { offset: this.offset, ...options, outer: this })
  }

  /** A scope for another SELECT of the same query: of rows that its conditions ask for, or of what it selects from. */
  beside(definition: ModelDefinition, options: Omit<ScopeOptions, 'outer' | 'beside' | 'offset'> = {}): Scope {
    const { dialect, offset, outer } = this
    return new Scope(dialect, definition, { ...options, offset, beside: this, ...(outer && { outer }) })
  }

  /**
   * A scope for the rows at the end of relations, as seen from this one's row: paths that begin with these relations
   * lead to them, all others to this scope.
   */
  alongside(relations: readonly RelationDefinition[]): Scope {
    const { annotations } = this
    return this.beside(this.definition, { annotations, related: { scope: this, relations: pathName(relations) } })
  }

  /** The alias of the table at the end of relations, joining what is not joined yet. */
  aliasOf(relations: readonly RelationDefinition[]): string {
    const relation = relations.at(-1)
    const path = pathName(relations)
    if (this.#related) {
      if (path === this.#related.relations) return this.root
      if (!path.startsWith(`${this.#related.relations}__`)) return this.#related.scope.aliasOf(relations)
    }
    if (!relation) return this.root
    const known = this.#joins.get(path)
    if (known) return known.alias
    const before = relations.slice(0, -1)
    const parent = this.aliasOf(before)
    const join = joinOf(relation, this.modelOf(before), parent, () => this.#name())
    this.#joins.set(path, { ...join, many: relation.many })
    return join.alias
  }

  /** The model at the end of relations. */
  modelOf(relations: readonly RelationDefinition[]): ModelDefinition {
    const relation = relations.at(-1)
    return relation ? modelNamed(relation.target) : this.definition
  }

  /** `from <root>`; the joins are added last, by {@link joined}, when all are known. */
  selectFrom(): SelectQueryNode {
    const { source, root } = this
    if (source) return SelectQueryNode.createFrom([AliasNode.create(source.node, IdentifierNode.create(root))])
    return SelectQueryNode.createFrom([aliased(this.definition.table, root)])
  }

  joined(select: SelectQueryNode): SelectQueryNode {
    const nodes = [...this.#joins.values()].flatMap((join) => join.nodes)
    return nodes.reduce((query, join) => QueryNode.cloneWithJoin(query, join), select)
  }

  #name(): string {
    return `t${this.#names.next++}`
  }
}

export interface ScopeOptions {
  readonly annotations?: readonly Annotation[]
  readonly offset?: number
  readonly outer?: Scope
  /** The scope that it shares aliases with, where that is not the outer one. */
  readonly beside?: Scope
  readonly clauses?: readonly ConditionNode[]
  readonly source?: Source
  readonly related?: Related
  /** What the root's table is called, where it has no alias: its own name in UPDATE and DELETE, nothing in DDL. */
  readonly root?: string
}

/** A SELECT that stands in place of the root's table: its columns under their names, and its annotations. */
export interface Source {
  readonly node: OperationNode
  /** What its annotations are, or the values that it selects: by the names that the query has for them. */
  readonly outputs: ReadonlyMap<string, ValueType>
  /** Whether it has the columns of the model. */
  readonly columns: 'all' | 'none'
}

interface Aggregated {
  readonly many: string
  /** Whether repeated rows change nothing in it. */
  readonly repeatable: boolean
}

/** The relations whose rows are the root, and the scope that they begin in. */
interface Related {
  readonly scope: Scope
  readonly relations: string
}

export function columnReference(alias: string, column: string): ReferenceNode {
  return ReferenceNode.create(ColumnNode.create(column), alias === '' ? undefined : TableNode.create(alias))
}

export function aliased(table: string, alias: string): AliasNode {
  return AliasNode.create(TableNode.create(table), IdentifierNode.create(alias))
}

/** The name of a path of relations: `user__favourite`. */
export function pathName(relations: readonly RelationDefinition[]): string {
  return relations.map(({ name }) => name).join('__')
}

/** The names of a table's columns for a relation's key. */
export function columnOf(definition: ModelDefinition, name: string): string {
  return definition.columnByName.get(name)?.column ?? name
}

function joinOf(relation: RelationDefinition, from: ModelDefinition, parent: string, name: () => string) {
  const target = modelNamed(relation.target)
  if (hasColumn(relation)) {
    const alias = name()
    const on = equal(alias, target.key.column, parent, columnOf(from, relation.name))
    return { alias, nodes: [leftJoin(target.table, alias, on)] }
  }
  if (!relation.through) {
    const alias = name()
    const on = equal(alias, columnOf(target, relation.foreignKey), parent, from.key.column)
    return { alias, nodes: [leftJoin(target.table, alias, on)] }
  }
  const between = modelNamed(relation.through.model)
  const middle = name()
  const alias = name()
  return {
    alias,
    nodes: [
      leftJoin(between.table, middle, equal(middle, columnOf(between, relation.foreignKey), parent, from.key.column)),
      leftJoin(
        target.table,
        alias,
        equal(alias, target.key.column, middle, columnOf(between, relation.through.targetKey)),
      ),
    ],
  }
}

export function leftJoin(table: string, alias: string, on: OperationNode): JoinNode {
  return JoinNode.createWithOn('LeftJoin', aliased(table, alias), on)
}

export function equal(alias: string, column: string, other: string, otherColumn: string): OperationNode {
  return BinaryOperationNode.create(
    columnReference(alias, column),
    OperatorNode.create('='),
    columnReference(other, otherColumn),
  )
}

/** All of the nodes, joined by `and`. */
export function conjunction(nodes: readonly OperationNode[]): OperationNode {
  return nodes.reduce((left, right) => AndNode.create(left, right))
}
