import plugin from 'eslint-plugin-orm'
import { builtInProfiles } from 'orm-analysis'
import { transforms } from 'orm-codemod'
import { docsPage, rulePage, type DocsSubject } from './docs-page.ts'
import type { Fixture } from './fixture.ts'

/**
 * The text of each page of docs/rules, docs/profiles and docs/transforms, by its path from the root of the repository.
 * @throws Error that names a rule, profile or transform without fixtures
 */
export function docsPages(fixtures: readonly Fixture[]): Map<string, string> {
  return new Map([
    ...Object.keys(plugin.rules).map((name): [string, string] => {
      const pages = byPlace(fixtures.filter(({ rule }) => rule === name))
      return [`docs/rules/${name}.md`, rulePage(atLeastOne(`orm/${name}`, pages))]
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
  return docsPage(subject, atLeastOne(subject.name, fixtures))
}

function atLeastOne(subject: string, fixtures: readonly Fixture[]) {
  if (fixtures.length === 0) throw new Error(`\`${subject}\` has no fixture; write a page in fixtures/.`)
  return fixtures
}

/** The library that everything is shown with first, then the others. */
function byPlace(fixtures: readonly Fixture[]) {
  const isFirst = ({ world }: Fixture) => world === 'orm-runtime'
  return [...fixtures.filter(isFirst), ...fixtures.filter((fixture) => !isFirst(fixture))]
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
