import orm from 'eslint-plugin-orm'
import eslintPlugin from 'eslint-plugin-eslint-plugin'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig(
  globalIgnores([
    ...['**/dist/', '**/*.generated.ts', '.bench/', '.demo/', '.turbo/'],
    // The shop has a configuration of its own; expressions that only the type checker reads are not code.
    ...['fixtures/apps/', 'packages/orm-runtime/tests/types/'],
    // Its types are generated before its cases are checked.
    'packages/testkit/worlds/prisma/',
    // They call libraries that only the benchmark installs.
    ...['benchmarks/orm/libraries/', 'benchmarks/orm/postgres/', 'benchmarks/orm/sqlite/'],
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.{js,mjs,cjs}'], extends: [tseslint.configs.strict] },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, orm.configs.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Under noUncheckedIndexedAccess an element that is known to be there has no other honest form.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // An async function without an await turns what it throws into a rejection, as its interface promises.
      '@typescript-eslint/require-await': 'off',
      // A visitor that may answer: `void | 'skip'`.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // ESTree nodes are compared with the literals of their type, as everywhere in the field.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['packages/eslint-plugin/**/*.ts'], extends: [eslintPlugin.configs.all] },
  {
    // Libraries declare classes where programs hand over object literals.
    files: ['packages/testkit/worlds/**'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    // The runtime's tests use both halves on purpose, misuse what has to be refused, and spread querysets, which are
    // thenable too.
    files: ['packages/orm-runtime/tests/**'],
    rules: {
      'orm/no-async-in-sync-transaction': 'off',
      'orm/no-blocking-query': 'off',
      'orm/no-sync-iteration': 'off',
      'orm/no-unresolved-query': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
      // It takes away casts of arguments from which a generic infers names, and the program no longer compiles.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
)
