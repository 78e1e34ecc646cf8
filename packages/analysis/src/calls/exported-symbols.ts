import { dirname, join } from 'node:path'
import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../syntax/function-node.ts'
import { staticName } from '../syntax/static-name.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { moduleExports, type ExportedName } from '../types/module-exports.ts'
import type { SymbolHandle } from '../types/type-oracle.ts'

/**
 * What a file exports, by name: its own, what it hands on from files of the project, and members as `Class.method`. A
 * class, an interface or an object stands for itself and all its members.
 */
export function exportedSymbols(
  context: AnalysisContext,
  fileName: string,
): ReadonlyMap<string, readonly SymbolHandle[]> {
  const found = new Map<string, readonly SymbolHandle[]>()
  for (const [name, node] of exportedNodes(context, fileName, new Set())) {
    const symbols = symbolsOf(context, node)
    const members = symbols.flatMap((symbol) => membersOf(context, symbol))
    for (const [member, symbol] of members) found.set(`${name}.${member}`, [symbol])
    found.set(name, [...symbols, ...members.map(([, symbol]) => symbol)])
  }
  return found
}

function exportedNodes(
  context: AnalysisContext,
  fileName: string,
  seen: ReadonlySet<string>,
): Map<string, TSESTree.Node> {
  const nodes = new Map<string, TSESTree.Node>()
  const unit = seen.has(fileName) ? undefined : context.sources.unitOf(fileName)
  if (!unit) return nodes
  const { names, stars, whole } = moduleExports(unit)
  const exportsOf = (source: string) => {
    const file = fileOf(context, fileName, source)
    return file === undefined
      ? new Map<string, TSESTree.Node>()
      : exportedNodes(context, file, new Set([...seen, fileName]))
  }
  for (const source of stars)
    for (const [name, node] of exportsOf(source)) if (name !== 'default') nodes.set(name, node)
  for (const object of whole)
    if (object.type === 'ObjectExpression')
      for (const property of object.properties) {
        const name = property.type === 'Property' ? staticName(property) : undefined
        if (name !== undefined && property.type === 'Property') nodes.set(name, property.key)
      }
    else nodes.set('default', object)
  const nodeOf = (exported: ExportedName) =>
    exported.kind === 'here' ? exported.node : exportsOf(exported.source).get(exported.name)
  for (const [name, exported] of names) {
    const node = nodeOf(exported)
    if (node) nodes.set(name, node)
  }
  return nodes
}

/** The project's file that a relative import means, whatever extension it is written with. */
function fileOf({ sources }: AnalysisContext, from: string, source: string): string | undefined {
  if (!source.startsWith('.')) return undefined
  const path = withoutExtension(join(dirname(from), source))
  return sources
    .fileNames()
    .find((name) => withoutExtension(name) === path || withoutExtension(name) === join(path, 'index'))
}

const withoutExtension = (path: string) => path.replace(/\.[cm]?[jt]sx?$/, '')

function symbolsOf({ oracle }: AnalysisContext, node: TSESTree.Node): readonly SymbolHandle[] {
  if ('id' in node && node.id) return oracle.symbolsAt(node.id)
  return oracle.symbolsAt(innermostExpression(node))
}

function membersOf({ oracle }: AnalysisContext, symbol: SymbolHandle): (readonly [string, SymbolHandle])[] {
  return oracle.declarationsOf(symbol).flatMap((declaration) =>
    (declaration.kind === 'project' ? memberNodes(declaration.node) : []).flatMap((member) => {
      const name = staticName(member)
      const [found] = name === undefined ? [] : oracle.symbolsAt(member.key)
      return name !== undefined && found ? [[name, found] as const] : []
    }),
  )
}

type Member = TSESTree.Node & { readonly key: TSESTree.Node; readonly computed?: boolean }

function memberNodes(node: TSESTree.Node): readonly Member[] {
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression')
    return node.body.body.flatMap((member): Member[] => {
      const isMethod = member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition'
      return isMethod || (member.type === 'PropertyDefinition' && isFunctionNode(member.value)) ? [member] : []
    })
  if (node.type === 'TSInterfaceDeclaration')
    return node.body.body.filter((member) => member.type === 'TSMethodSignature')
  const value = node.type === 'VariableDeclarator' && node.init ? innermostExpression(node.init) : node
  return value.type === 'ObjectExpression' ? value.properties.filter((property) => property.type === 'Property') : []
}
