import type { TSESTree } from '@typescript-eslint/types'
import { staticName } from '../syntax/static-name.ts'
import { walk } from '../syntax/walk.ts'
import type { SourceUnit } from './source-provider.ts'

/** What a file exports, as its syntax says it. */
export interface ModuleExports {
  readonly names: ReadonlyMap<string, ExportedName>
  /** The sources of `export * from`. */
  readonly stars: readonly string[]
  /** What is assigned to `module.exports`. */
  readonly whole: readonly TSESTree.Expression[]
}

/** An expression, a declaration or a name of the file; or a name of another file (`*` for its namespace). */
export type ExportedName =
  | { readonly kind: 'here'; readonly node: TSESTree.Node }
  | { readonly kind: 'there'; readonly source: string; readonly name: string }

export function moduleExports(unit: SourceUnit): ModuleExports {
  const known = exportsByTree.get(unit.ast)
  if (known) return known
  const found = readExports(unit)
  exportsByTree.set(unit.ast, found)
  return found
}

const exportsByTree = new WeakMap<TSESTree.Program, ModuleExports>()

function readExports({ ast }: SourceUnit): ModuleExports {
  const names = new Map<string, ExportedName>()
  const stars: string[] = []
  const whole: TSESTree.Expression[] = []
  const here = (name: string, node: TSESTree.Node) => names.set(name, { kind: 'here', node })
  walk(ast, (node) => {
    switch (node.type) {
      case 'ExportDefaultDeclaration':
        here('default', node.declaration)
        return
      case 'ExportAllDeclaration':
        if (node.exported) names.set(nameOf(node.exported), { kind: 'there', source: node.source.value, name: '*' })
        else stars.push(node.source.value)
        return
      case 'ExportNamedDeclaration':
        for (const [name, local] of declaredBy(node)) here(name, local)
        for (const { local, exported } of node.specifiers)
          if (node.source)
            names.set(nameOf(exported), { kind: 'there', source: node.source.value, name: nameOf(local) })
          else here(nameOf(exported), local)
        return
      case 'AssignmentExpression': {
        if (node.left.type !== 'MemberExpression') return
        if (isModuleExports(node.left)) whole.push(node.right)
        const name = staticName(node.left)
        if (name !== undefined && isExports(node.left.object)) here(name, node.right)
        return
      }
      default:
        return
    }
  })
  return { names, stars, whole: whole.filter(isMeant) }
}

function declaredBy({ declaration }: TSESTree.ExportNamedDeclaration): (readonly [string, TSESTree.Node])[] {
  if (!declaration) return []
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => namesIn(id).map((name) => [name.name, name] as const))
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? [[declaration.id.name, declaration.id]] : []
}

function namesIn(pattern: TSESTree.Node): TSESTree.Identifier[] {
  const found: TSESTree.Identifier[] = []
  walk(pattern, (node) => {
    const isKey = node.parent?.type === 'Property' && node.parent.key === node && !node.parent.shorthand
    if (node.type === 'Identifier' && !isKey) found.push(node)
  })
  return found
}

/** `module.exports = exports = …` has the same value twice, and `module.exports = {}` is often filled afterwards. */
const isMeant = (value: TSESTree.Expression) => !(value.type === 'Identifier' && value.name === 'exports')

function isExports(node: TSESTree.Node): boolean {
  return (node.type === 'Identifier' && node.name === 'exports') || isModuleExports(node)
}

function isModuleExports(node: TSESTree.Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    staticName(node) === 'exports'
  )
}

const nameOf = (name: TSESTree.Identifier | TSESTree.StringLiteral) =>
  name.type === 'Identifier' ? name.name : name.value
