import type { TSESTree } from '@typescript-eslint/types'
import { walk } from '../syntax/walk.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { oncePerContext } from '../types/once-per-context.ts'

/** Which file of a program imports which. */
export interface ModuleGraph {
  readonly moduleOf: (fileName: string) => TSESTree.Program | undefined
  /** Files that a `require` names. */
  readonly required: ReadonlySet<string>
  /** The project's files that a file imports statically, in the order in which they are evaluated. */
  readonly importsOf: (fileName: string) => readonly string[]
  readonly importersOf: (fileName: string) => readonly string[]
}

export const moduleGraph = oncePerContext((context: AnalysisContext): ModuleGraph => {
  const { sources } = context
  const imports = new Map<string, string[]>()
  const importers = new Map<string, string[]>()
  const required = new Set<string>()
  for (const fileName of sources.fileNames()) {
    const own: string[] = []
    imports.set(fileName, own)
    const unit = sources.unitOf(fileName)
    for (const statement of unit?.ast.body ?? []) {
      const specifier = importedSpecifier(statement)
      const target = specifier && sources.fileImportedBy(specifier)
      if (target === undefined) continue
      own.push(target)
      importers.set(target, [...(importers.get(target) ?? []), fileName])
    }
    if (unit && /\brequire\b/.test(unit.text))
      for (const specifier of requiredSpecifiers(unit.ast)) {
        const target = sources.fileImportedBy(specifier)
        if (target !== undefined) required.add(target)
      }
  }
  return {
    moduleOf: (fileName) => sources.unitOf(fileName)?.ast,
    required,
    importsOf: (fileName) => imports.get(fileName) ?? [],
    importersOf: (fileName) => importers.get(fileName) ?? [],
  }
})

/** Of a statement that is still there when the types are gone. */
function importedSpecifier(statement: TSESTree.ProgramStatement): TSESTree.StringLiteral | undefined {
  if (statement.type === 'ImportDeclaration') return statement.importKind === 'type' ? undefined : statement.source
  if (statement.type === 'ExportNamedDeclaration' && statement.source)
    return statement.exportKind === 'type' ? undefined : statement.source
  return statement.type === 'ExportAllDeclaration' && statement.exportKind !== 'type' ? statement.source : undefined
}

function requiredSpecifiers(ast: TSESTree.Program): TSESTree.StringLiteral[] {
  const found: TSESTree.StringLiteral[] = []
  walk(ast, (node) => {
    const argument =
      node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
        ? node.arguments[0]
        : node.type === 'TSExternalModuleReference'
          ? node.expression
          : undefined
    if (argument?.type === 'Literal' && typeof argument.value === 'string') found.push(argument)
  })
  return found
}
