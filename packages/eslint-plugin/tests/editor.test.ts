import { expect, test } from 'vitest'
import { editorSession } from './editor-session.ts'
import { inLintProject } from './lint-project.ts'

const CONFIG = `
import orm from 'eslint-plugin-orm'
import tseslint from 'typescript-eslint'
export default [
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } } },
  orm.configs.recommended,
]`

const DATABASE = `
import { drizzle } from 'drizzle-orm/sqlite-proxy'
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'
export const users = sqliteTable('users', { id: integer('id').primaryKey() })
export const db = drizzle(async () => ({ rows: [] }))
`

const clearing = (statement: string) => `import { db, users } from './db.js'
export async function clear() {
  ${statement}
}
`

test('an editor shows a squiggle under the query, and its quick fix awaits it', () =>
  inLintProject(
    { 'eslint.config.js': CONFIG, 'src/db.ts': DATABASE, 'src/clear.ts': clearing('db.delete(users)') },
    async ({ folder }) => {
      const editor = await editorSession(folder)
      try {
        const [squiggle, ...others] = await editor.open('src/clear.ts', clearing('db.delete(users)'))
        expect(others).toEqual([])
        expect(squiggle).toMatchObject({
          code: 'orm/no-floating-query',
          message: '`db.delete(users)` is never awaited, so it never runs.',
          range: { start: { line: 2, character: 2 }, end: { line: 2, character: 18 } },
          severity: 1,
        })
        const fixes = await editor.quickFixes('src/clear.ts', squiggle!)
        expect([...fixes.values()]).toEqual([clearing('await db.delete(users)')])

        // What is typed is seen before it is saved.
        expect(await editor.type('src/clear.ts', clearing('await db.delete(users)'))).toEqual([])
        expect(await editor.type('src/clear.ts', clearing('void db.delete(users)'))).toHaveLength(1)
      } finally {
        editor.close()
      }
    },
  ))
