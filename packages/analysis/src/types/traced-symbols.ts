import type { TSESTree } from '@typescript-eslint/types'
import { variableOf } from '../syntax/references-of.ts'
import { staticName } from '../syntax/static-name.ts'
import { memberOf } from './trace-member.ts'
import { moduleExports } from './module-exports.ts'
import type { TracedValue } from './traced-value.ts'
import type { Declaration, SymbolHandle, TypeOracle } from './type-oracle.ts'
import type { Tracer } from './value-tracer.ts'

/** Symbols without types: functions and classes of the project, wherever they are named, variables, and library members. */
export interface TracedSymbols {
  readonly oracle: Pick<TypeOracle, 'symbolAt' | 'symbolsAt' | 'declarationsOf' | 'memberFamily' | 'structuralMembers'>
  readonly ofMember: (value: TracedValue | undefined, name: string) => readonly SymbolHandle[]
  /** A member that exists and is not known any better. */
  readonly unknownMember: SymbolHandle
}

export function tracedSymbols(tracer: Tracer): TracedSymbols {
  const { sources, valueOf } = tracer
  const byNode = new Map<TSESTree.Node, SymbolHandle>()
  const byName = new Map<string, SymbolHandle>()
  const declarations = new Map<SymbolHandle, Declaration>()
  const keep = <Key>(symbols: Map<Key, SymbolHandle>, key: Key, declaration: () => Declaration): SymbolHandle => {
    const known = symbols.get(key)
    if (known) return known
    const made = { declaration: declaration() } as unknown as SymbolHandle
    symbols.set(key, made)
    declarations.set(made, declaration())
    return made
  }
  const ofNode = (node: TSESTree.Node) =>
    keep(byNode, node, () => ({ kind: 'project', fileName: sources.unitAt(node).fileName, node }))
  const ofDependency = (module: string, name: string) =>
    keep(byName, `${module} ${name}`, () => ({ kind: 'dependency', module }))

  const ofValue = (value: TracedValue | undefined): SymbolHandle | undefined => {
    switch (value?.kind) {
      case 'function':
      case 'class':
        return ofNode(value.node)
      case 'member':
        return ofDependency(value.of.module, `${value.of.type}.${value.name}`)
      case 'export':
        return ofDependency(value.module, value.path)
      default:
        return undefined
    }
  }
  const ofMember: TracedSymbols['ofMember'] = (value, name) => {
    const symbol = ofValue(value && memberOf(tracer, value, name))
    if (symbol) return [symbol]
    const property =
      value?.kind === 'object' &&
      value.node.properties.find((one) => one.type === 'Property' && staticName(one) === name)
    return property ? [ofNode(property)] : []
  }

  const symbolAt = (name: TSESTree.Node): SymbolHandle | undefined => {
    const { parent } = name
    if (parent?.type === 'MemberExpression' && parent.property === name && !parent.computed)
      return ofMember(valueOf(parent.object), staticName(parent) ?? '')[0]
    if (parent && isKeyOf(name, parent)) {
      const { value } = parent as TSESTree.Property | TSESTree.MethodDefinition | TSESTree.PropertyDefinition
      return value ? ofValue(valueOf(value)) : undefined
    }
    if (name.type !== 'Identifier') return ofValue(valueOf(name))
    return ofValue(valueOf(name)) ?? ofVariable(name, new Set())
  }
  /** Where a variable is declared: in another file, for one that an import names. */
  const ofVariable = (name: TSESTree.Identifier, seen: Set<TSESTree.Node>): SymbolHandle | undefined => {
    const [definition] = variableOf(sources.unitAt(name).scopes, name)?.defs ?? []
    if (!definition || seen.has(definition.node)) return undefined
    seen.add(definition.node)
    const imported = importedName(definition.name, definition.node)
    const source = imported && sources.resolve(imported.source, sources.unitAt(name).fileName)
    const unit = source === undefined ? undefined : sources.unitOf(source)
    if (imported && unit) {
      const { names, whole } = moduleExports(unit)
      const exported = names.get(imported.name)
      const [only, ...others] = whole
      const node =
        exported?.kind === 'here' ? exported.node : imported.name === '' && others.length === 0 ? only : undefined
      const found = node?.type === 'Identifier' ? ofVariable(node, seen) : undefined
      if (found) return found
    }
    const { node } = definition
    return ofNode(node.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? node : definition.name)
  }
  const symbolsAt = (name: TSESTree.Node) => {
    const symbol = symbolAt(name)
    return symbol ? [symbol] : []
  }
  return {
    unknownMember: ofDependency('', ''),
    ofMember,
    oracle: {
      symbolAt,
      symbolsAt,
      declarationsOf: (symbol) => {
        const declaration = declarations.get(symbol)
        return declaration ? [declaration] : []
      },
      memberFamily: (member) => [member],
      structuralMembers: () => [],
    },
  }
}

function isKeyOf(name: TSESTree.Node, parent: TSESTree.Node): boolean {
  const isMember =
    parent.type === 'Property' || parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition'
  return isMember && parent.key === name && !parent.computed && !(parent.type === 'Property' && parent.shorthand)
}

/** What an import or a `require` names; the empty name stands for all that a `require` gives. */
function importedName(name: TSESTree.Node, node: TSESTree.Node) {
  const declaration = node.parent
  if (declaration?.type === 'ImportDeclaration') {
    const source = declaration.source.value
    if (node.type === 'ImportDefaultSpecifier') return { source, name: 'default' }
    if (node.type !== 'ImportSpecifier') return undefined
    const { imported } = node
    return { source, name: imported.type === 'Identifier' ? imported.name : imported.value }
  }
  const call = node.type === 'VariableDeclarator' ? node.init : undefined
  if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== 'require')
    return undefined
  const [argument] = call.arguments
  if (argument?.type !== 'Literal') return undefined
  const property = name.parent
  const isPart = property?.type === 'Property' && property.parent.type === 'ObjectPattern'
  return { source: String(argument.value), name: isPart ? (staticName(property) ?? '') : '' }
}
