/** @type {import('eslint-doc-generator').GenerateOptions} */
export default {
  configEmoji: [
    ['strict', '🔒'],
    ['recommended-untyped', '🌐'],
  ],
  pathRuleDoc: '../../docs/rules/{name}.md',
  ruleDocTitleFormat: 'prefix-name',
  // Headings come of the fixtures, and may speak of options of a library.
  ruleDocSectionOptions: false,
  ruleListColumns: ['name', 'description', 'configsError', 'hasSuggestions', 'requiresTypeChecking'],
  urlConfigs: '../../README.md#lint',
}
