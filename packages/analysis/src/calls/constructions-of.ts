import type { TSESTree } from '@typescript-eslint/types'
import { walk } from '../syntax/walk.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import type { SymbolHandle } from '../types/type-oracle.ts'

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression

/**
 * Every `new` of a class in the program, or undefined where the class is used as a value, so that others may construct
 * it: a container that injects dependencies, a factory, a subclass with a constructor of its own. Only files that spell its
 * name are looked into.
 */
export function constructionsOf(
  context: AnalysisContext,
  node: ClassNode,
): readonly TSESTree.NewExpression[] | undefined {
  const { oracle, sources } = context
  const symbol = node.id && oracle.symbolAt(node.id)
  if (!node.id || !symbol || node.parent.type === 'ExportDefaultDeclaration') return undefined
  const { name } = node.id
  const found: TSESTree.NewExpression[] = []
  for (const fileName of sources.fileNames()) {
    const unit = sources.textOf(fileName).includes(name) ? sources.unitOf(fileName) : undefined
    if (!unit) continue
    const names: TSESTree.Identifier[] = []
    walk(unit.ast, (at) => {
      if (at.type === 'Identifier' && at.name === name && isReference(context, at, symbol)) names.push(at)
    })
    for (const at of names) {
      const use = useOf(context, at)
      if (use === 'escapes') return undefined
      found.push(...use)
    }
  }
  return found
}

function isReference({ oracle }: AnalysisContext, name: TSESTree.Identifier, symbol: SymbolHandle): boolean {
  return oracle.symbolAt(name) === symbol
}

function useOf(context: AnalysisContext, name: TSESTree.Identifier): readonly TSESTree.NewExpression[] | 'escapes' {
  const { parent } = name
  switch (parent.type) {
    case 'NewExpression':
      return parent.callee === name ? [parent] : 'escapes'
    case 'ClassDeclaration':
    case 'ClassExpression': {
      if (parent.id === name) return []
      const hasConstructor = parent.body.body.some(
        (one) => one.type === 'MethodDefinition' && one.kind === 'constructor',
      )
      return hasConstructor ? 'escapes' : (constructionsOf(context, parent) ?? 'escapes')
    }
    case 'ImportSpecifier':
      return isSameName(parent.imported, parent.local) ? [] : 'escapes'
    case 'ExportSpecifier':
      return isSameName(parent.local, parent.exported) ? [] : 'escapes'
    case 'TSTypeReference':
    case 'TSQualifiedName':
    case 'TSTypeQuery':
    case 'TSClassImplements':
    case 'TSInterfaceHeritage':
      return []
    case 'BinaryExpression':
      return parent.operator === 'instanceof' ? [] : 'escapes'
    case 'MemberExpression':
      return parent.object === name ? [] : 'escapes'
    default:
      return 'escapes'
  }
}

function isSameName(left: TSESTree.Node, right: TSESTree.Node): boolean {
  return left.type === 'Identifier' && right.type === 'Identifier' && left.name === right.name
}
