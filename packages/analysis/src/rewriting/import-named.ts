import type { TSESTree } from '@typescript-eslint/types'
import type { ExportName } from '../profiles/profile.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { freeName } from './free-name.ts'
import { requireNamed } from './require-named.ts'
import { insertion, type Edit } from './rewrite.ts'

/** Makes an export known to a file: the name to use there, and the edits that import it unless it is imported already. */
export function importNamed(unit: SourceUnit, wanted: ExportName): { name: string; edits: readonly Edit[] } {
  const required = requireNamed(unit, wanted)
  if (required) return required
  const imports = unit.ast.body.filter((statement) => statement.type === 'ImportDeclaration')
  const same = imports.filter(({ source, importKind }) => source.value === wanted.module && importKind !== 'type')
  const known = same.flatMap(({ specifiers }) => specifiers).find((specifier) => importsName(specifier, wanted.export))
  if (known) return { name: known.local.name, edits: [] }
  const name = freeName(unit, wanted.export)
  const specifier = name === wanted.export ? name : `${wanted.export} as ${name}`
  const beside = same.flatMap(({ specifiers }) => specifiers).findLast(({ type }) => type === 'ImportSpecifier')
  if (beside) return { name, edits: [once(insertion(unit, beside.range[1], `, ${specifier}`))] }
  const quote = imports[0]?.source.raw[0] ?? "'"
  const end = imports[0] && unit.text[imports[0].range[1] - 1] === ';' ? ';' : ''
  const line = `import { ${specifier} } from ${quote}${wanted.module}${quote}${end}\n`
  return { name, edits: [once(insertion(unit, imports[0]?.range[0] ?? startOfCode(unit), line))] }
}

/** Other rewrites of the file may ask for the same import. */
const once = (edit: Edit): Edit => ({ ...edit, once: true })

function importsName(specifier: TSESTree.ImportClause, name: string): boolean {
  return (
    specifier.type === 'ImportSpecifier' &&
    specifier.importKind !== 'type' &&
    specifier.imported.type === 'Identifier' &&
    specifier.imported.name === name
  )
}

/** Behind a hash-bang and directives, which must come first. */
function startOfCode({ ast, text }: SourceUnit): number {
  const first = ast.body.find((statement) => statement.type !== 'ExpressionStatement' || !statement.directive)
  return first?.range[0] ?? text.length
}
