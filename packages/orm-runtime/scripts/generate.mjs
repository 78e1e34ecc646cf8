// Writes, from src/operations.ts, the methods of Instance, Manager and QuerySet and the profile by which the linter and
// the codemod know them. `--check` writes nothing and fails where a file is not what would be written.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { operations } from '../dist/operations.js'
import { profileText } from './profile-text.mjs'
import { instanceText, managerText, querySetText, relatedManagerText, relatedSetManagerText } from './class-texts.mjs'

const files = {
  '../src/querysets/instance.generated.ts': instanceText(operations),
  '../src/querysets/manager.generated.ts': managerText(operations),
  '../src/querysets/queryset.generated.ts': querySetText(operations),
  '../src/querysets/related-manager.generated.ts': relatedManagerText(operations),
  '../src/querysets/related-set-manager.generated.ts': relatedSetManagerText(operations),
  '../../analysis/src/profiles/orm-runtime.generated.ts': profileText(operations),
}
const check = process.argv.includes('--check')
let stale = 0
for (const [name, text] of Object.entries(files)) {
  const path = fileURLToPath(new URL(name, import.meta.url))
  const header = '// Generated from orm-runtime/src/operations.ts by `npm run generate`; not edited by hand.\n\n'
  const wanted = await format(header + text, { ...(await resolveConfig(path)), filepath: path })
  const found = await readFile(path, 'utf8').catch(() => '')
  if (found === wanted) continue
  if (!check) await writeFile(path, wanted)
  stale++
  console.log(`${check ? 'differs from src/operations.ts' : 'wrote'}: ${path}`)
}
if (check && stale > 0) {
  console.log('Run: npm run generate -w orm-runtime')
  process.exitCode = 1
}
