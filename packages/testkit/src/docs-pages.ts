import plugin from 'eslint-plugin-orm'
import { builtInProfiles } from 'orm-analysis'
import { transforms } from 'orm-codemod'
import { docsPage, type DocsSubject } from './docs-page.ts'
import type { Fixture } from './fixture.ts'

/**
 * The text of each page of docs/rules, docs/profiles and docs/transforms, by its path from the root of the repository.
 * @throws Error that names a rule, profile or transform without fixtures
 */
export function docsPages(fixtures: readonly Fixture[]): Map<string, string> {
  return new Map([
    ...Object.entries(plugin.rules).map(([name, { meta }]): [string, string] => {
      const pages = byPlace(fixtures.filter(({ rule }) => rule === name))
      return [`docs/rules/${name}.md`, page(ruleSubject(name, meta?.docs?.description ?? '', pages), pages)]
    }),
    ...builtInProfiles
      .filter(({ name }) => fixtures.some(({ profile }) => profile === name))
      .map(({ name, modules }): [string, string] => [
        `docs/profiles/${name}.md`,
        page(profileSubject(name, modules), byPlace(fixtures.filter(({ profile }) => profile === name))),
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

function ruleSubject(name: string, description: string, fixtures: readonly Fixture[]): DocsSubject {
  const severity = plugin.configs.recommended.rules?.[`orm/${name}`]
  return {
    name: `orm/${name}`,
    description,
    notices: [
      severity ? 'An error in `configs.recommended`.' : 'In `configs.strict` only.',
      'Needs [type information](https://typescript-eslint.io/getting-started/typed-linting).',
      ...(fixtures.some(showsSuggestion) ? ['Offers a suggestion in the editor where the remedy is one line.'] : []),
    ],
  }
}

/** On a page of a rule, `after` is what its suggestions make. */
function showsSuggestion({ cases }: Fixture) {
  return cases.some(({ after, todo }) => after.size > 0 && !todo)
}

function profileSubject(name: string, modules: readonly string[]): DocsSubject {
  return {
    name,
    description: `What the rules know of ${modules.map((module) => `\`${module}\``).join(', ')}.`,
    notices: [],
  }
}

function transformSubject(name: string, description: string): DocsSubject {
  return {
    name: `orm-codemod ${name}`,
    description,
    notices: ['Applies what is proved to be safe; `--unsafe` applies the rest too, and `--explain` gives the reasons.'],
  }
}
