import type { TSESTree } from '@typescript-eslint/types'
import type { ExportName } from '../profiles/profile.ts'
import { isRequirePattern, requiredModule } from '../syntax/imported-name.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { freeName } from './free-name.ts'
import { importedNames } from './imported-names.ts'
import { insertion, type Edit } from './rewrite.ts'

/** As `importNamed`, in a file that takes other modules by `require` alone. Undefined in any other. */
export function requireNamed(
  unit: SourceUnit,
  wanted: ExportName,
): { name: string; edits: readonly Edit[] } | undefined {
  if (unit.ast.body.some(({ type }) => /^(?:Import|Export)/.test(type))) return undefined
  const requires = unit.ast.body.flatMap((statement) =>
    statement.type === 'VariableDeclaration' ? statement.declarations.filter(takesModule) : [],
  )
  const [first] = requires
  if (!first) return undefined
  const same = requires.filter(({ init }) => init && requiredModule(init) === wanted.module)
  for (const { id } of same) if (id.type === 'Identifier') return { name: `${id.name}.${wanted.export}`, edits: [] }
  const patterns = same.filter(isRequirePattern)
  const known = patterns.flatMap(importedNames).find(({ imported }) => imported === wanted.export)
  if (known) return { name: known.local, edits: [] }
  const name = freeName(unit, wanted.export)
  const specifier = name === wanted.export ? name : `${wanted.export}: ${name}`
  const beside = patterns.flatMap(({ id }) => id.properties).at(-1)
  if (beside) return { name, edits: [{ ...insertion(unit, beside.range[1], `, ${specifier}`), once: true }] }
  const statement = first.parent
  const end = unit.text[statement.range[1] - 1] === ';' ? ';' : ''
  const quote = /require\((['"])/.exec(unit.text)?.[1] ?? "'"
  const line = `${statement.kind} { ${specifier} } = require(${quote}${wanted.module}${quote})${end}\n`
  return { name, edits: [{ ...insertion(unit, statement.range[0], line), once: true }] }
}

function takesModule({ init }: TSESTree.VariableDeclarator): boolean {
  return init !== null && requiredModule(init) !== undefined
}
