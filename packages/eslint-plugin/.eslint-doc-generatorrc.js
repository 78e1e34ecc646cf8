/** @type {import('eslint-doc-generator').GenerateOptions} */
export default {
  configEmoji: [['strict', '🔒']],
  pathRuleDoc: '../../docs/rules/{name}.md',
  ruleDocTitleFormat: 'prefix-name',
  ruleListColumns: ['name', 'description', 'configsError', 'hasSuggestions', 'requiresTypeChecking'],
  urlConfigs: '../../README.md#lint',
}
