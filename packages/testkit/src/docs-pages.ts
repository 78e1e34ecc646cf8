import plugin from 'eslint-plugin-orm'
import { transforms } from 'orm-codemod'
import { docsPage, type DocsSubject } from './docs-page.ts'
import type { Fixture } from './fixture.ts'

/**
 * The text of each page of docs/rules and docs/transforms, by its path from the root of the repository.
 * @throws Error that names a rule or transform without fixtures, and a fixture of an unknown rule
 */
export function docsPages(fixtures: readonly Fixture[]): Map<string, string> {
  const stray = fixtures.find(({ rule }) => rule !== undefined && !(rule in plugin.rules))
  if (stray)
    throw new Error(
      `${stray.file} is about the rule \`${stray.rule}\`; the plugin has ${Object.keys(plugin.rules).join(', ')}.`,
    )
  return new Map([
    ...Object.entries(plugin.rules).map(([name, { meta }]): [string, string] => [
      `docs/rules/${name}.md`,
      page(ruleSubject(name, meta), byPlace(fixtures.filter(({ rule }) => rule === name))),
    ]),
    ...transforms.map(({ name, describe }): [string, string] => [
      `docs/transforms/${name}.md`,
      page(transformSubject(name, describe), byPlace(fixtures.filter(({ transform }) => transform === name))),
    ]),
  ])
}

function page(subject: DocsSubject, fixtures: readonly Fixture[]) {
  if (fixtures.length === 0) throw new Error(`\`${subject.name}\` has no fixture; write a page in fixtures/.`)
  return docsPage(subject, fixtures)
}

/** The library that everything is shown with first, then the others. */
function byPlace(fixtures: readonly Fixture[]) {
  const isFirst = ({ world }: Fixture) => world === 'orm-runtime'
  return [...fixtures.filter(isFirst), ...fixtures.filter((fixture) => !isFirst(fixture))]
}

function ruleSubject(name: string, meta: (typeof plugin.rules)[keyof typeof plugin.rules]['meta']): DocsSubject {
  const severity = plugin.configs.recommended.rules?.[`orm/${name}`]
  return {
    name: `orm/${name}`,
    description: meta?.docs?.description ?? '',
    notices: [
      severity ? `\`${String(severity)}\` in \`configs.recommended\`.` : 'Not in `configs.recommended`.',
      'Needs [type information](https://typescript-eslint.io/getting-started/typed-linting).',
      ...(meta?.hasSuggestions ? ['Offers a suggestion in the editor where the remedy is one line.'] : []),
    ],
  }
}

function transformSubject(name: string, description: string): DocsSubject {
  return {
    name: `orm-codemod ${name}`,
    description,
    notices: ['Applies what is proved to be safe; `--unsafe` applies the rest too, and `--explain` gives the reasons.'],
  }
}
