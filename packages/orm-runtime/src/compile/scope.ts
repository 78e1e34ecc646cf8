import {
  AliasNode,
  BinaryOperationNode,
  ColumnNode,
  IdentifierNode,
  JoinNode,
  OperatorNode,
  QueryNode,
  ReferenceNode,
  SelectQueryNode,
  TableNode,
} from 'kysely'
import type { ModelDefinition, RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'

/** The tables of one SELECT: its root and the rows that foreign keys join to it, each joined once. */
export class Scope {
  readonly definition: ModelDefinition
  readonly root: string
  readonly #names: { next: number }
  readonly #joins = new Map<string, { readonly alias: string; readonly node: JoinNode }>()

  constructor(definition: ModelDefinition, names = { next: 0 }) {
    this.definition = definition
    this.#names = names
    this.root = this.#name()
  }

  /** A scope for a sub-query; its aliases differ from this one's. */
  nested(definition: ModelDefinition): Scope {
    return new Scope(definition, this.#names)
  }

  /** The alias of the table at the end of foreign keys, joining what is not joined yet. */
  aliasOf(relations: readonly RelationDefinition[]): string {
    const relation = relations.at(-1)
    if (!relation) return this.root
    const path = relations.map(({ name }) => name).join('__')
    const known = this.#joins.get(path)
    if (known) return known.alias
    const parent = this.aliasOf(relations.slice(0, -1))
    const target = modelNamed(relation.target)
    const alias = this.#name()
    const on = BinaryOperationNode.create(
      columnReference(alias, target.primaryKey),
      OperatorNode.create('='),
      columnReference(parent, `${relation.name}Id`),
    )
    this.#joins.set(path, { alias, node: JoinNode.createWithOn('LeftJoin', aliased(target.table, alias), on) })
    return alias
  }

  /** The model at the end of foreign keys. */
  modelOf(relations: readonly RelationDefinition[]): ModelDefinition {
    const relation = relations.at(-1)
    return relation ? modelNamed(relation.target) : this.definition
  }

  /** `from <root>`; the joins are added last, by {@link joined}, when all are known. */
  selectFrom(): SelectQueryNode {
    return SelectQueryNode.createFrom([aliased(this.definition.table, this.root)])
  }

  joined(select: SelectQueryNode): SelectQueryNode {
    return [...this.#joins.values()].reduce((query, join) => QueryNode.cloneWithJoin(query, join.node), select)
  }

  #name(): string {
    return `t${this.#names.next++}`
  }
}

export function columnReference(alias: string, column: string): ReferenceNode {
  return ReferenceNode.create(ColumnNode.create(column), TableNode.create(alias))
}

function aliased(table: string, alias: string): AliasNode {
  return AliasNode.create(TableNode.create(table), IdentifierNode.create(alias))
}
