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
import type { ModelDefinition, RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import type { Annotation } from '../query/shape.ts'
import { hasColumn } from './lookup-path.ts'

/** The tables of one SELECT: its root and the rows that relations join to it, each joined once. */
export class Scope {
  readonly dialect: Dialect
  readonly definition: ModelDefinition
  readonly annotations: readonly Annotation[]
  /** The alias of the root's table. */
  readonly root: string
  /** Where the values of the query begin, for one inside of another. */
  readonly offset: number
  /** The query around it, for `OuterRef`. */
  readonly outer: Scope | undefined
  readonly #names: { next: number }
  readonly #joins = new Map<string, { readonly alias: string; readonly nodes: readonly JoinNode[] }>()

  constructor(dialect: Dialect, definition: ModelDefinition, options: ScopeOptions = {}) {
    this.dialect = dialect
    this.definition = definition
    this.annotations = options.annotations ?? []
    this.offset = options.offset ?? 0
    this.outer = options.outer
    this.#names = options.outer ? options.outer.#names : { next: 0 }
    this.root = this.#name()
  }

  /** A scope for a sub-query; its aliases differ from this one's. */
  nested(definition: ModelDefinition, options: Omit<ScopeOptions, 'outer'> = {}): Scope {
    return new Scope(this.dialect, definition, { offset: this.offset, ...options, outer: this })
  }

  /** The alias of the table at the end of relations, joining what is not joined yet. */
  aliasOf(relations: readonly RelationDefinition[]): string {
    const relation = relations.at(-1)
    if (!relation) return this.root
    const path = pathName(relations)
    const known = this.#joins.get(path)
    if (known) return known.alias
    const before = relations.slice(0, -1)
    const parent = this.aliasOf(before)
    const join = joinOf(relation, this.modelOf(before), parent, () => this.#name())
    this.#joins.set(path, join)
    return join.alias
  }

  /** The model at the end of relations. */
  modelOf(relations: readonly RelationDefinition[]): ModelDefinition {
    const relation = relations.at(-1)
    return relation ? modelNamed(relation.target) : this.definition
  }

  /** `from <root>`; the joins are added last, by {@link joined}, when all are known. */
  selectFrom(): SelectQueryNode {
    return SelectQueryNode.createFrom([aliased(this.definition.table, this.root)])
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
}

export function columnReference(alias: string, column: string): ReferenceNode {
  return ReferenceNode.create(ColumnNode.create(column), TableNode.create(alias))
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

function leftJoin(table: string, alias: string, on: OperationNode): JoinNode {
  return JoinNode.createWithOn('LeftJoin', aliased(table, alias), on)
}

function equal(alias: string, column: string, other: string, otherColumn: string): OperationNode {
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
