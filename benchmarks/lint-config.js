// The configurations that `npm run bench:lint` measures, chosen by LINT: one tool's rules at a time, on the same parser.
import orm from 'eslint-plugin-orm'
import tseslint from 'typescript-eslint'

const types = {
  files: ['**/*.{ts,tsx}'],
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
}

const rule = (name, ...options) => ({
  files: ['**/*.{ts,tsx}'],
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules: { [`@typescript-eslint/${name}`]: ['error', ...options] },
})

export const configs = {
  'no-rules': [types],
  orm: [types, orm.configs.recommended],
  'orm-strict': [types, orm.configs.strict],
  'no-floating-promises': [types, rule('no-floating-promises', { checkThenables: true })],
  'no-misused-promises': [types, rule('no-misused-promises')],
  'type-checked': [tseslint.configs.recommendedTypeChecked, types],
  'type-checked-and-orm': [tseslint.configs.recommendedTypeChecked, types, orm.configs.recommended],
}

export default configs[process.env.LINT]?.flat()
