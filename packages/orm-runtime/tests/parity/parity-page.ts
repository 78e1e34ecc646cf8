import type { Behaviour, Section } from './behaviour.ts'

/** The text of docs/django-parity.md. */
export function parityPage(sections: readonly Section[]): string {
  const all = sections.flatMap(({ rows }) => rows)
  return `# Held against Django

Generated from \`packages/orm-runtime/tests/parity\` by \`npm run docs\`; not edited by hand. Each row is a behaviour of
Django's ORM in our words. *Holds* and *differs* are proved by a test on SQLite, PostgreSQL and MariaDB; for what differs
the test shows what happens instead.

${counts(all)}

| section | holds | differs | missing |
| --- | --: | --: | --: |
${sections.map((section) => summary(section)).join('\n')}

${sections.map(table).join('\n\n')}
`
}

function counts(rows: readonly Behaviour[]): string {
  const [holding, differing, lacking] = byVerdict(rows)
  return `${rows.length} behaviours: ${holding} hold, ${differing} differ on purpose, ${lacking} are missing.`
}

function byVerdict(rows: readonly Behaviour[]): readonly number[] {
  return ['holds', 'differs', 'missing'].map((verdict) => rows.filter((row) => row.verdict === verdict).length)
}

function summary({ title, rows }: Section): string {
  return `| [${title}](#${anchor(title)}) | ${byVerdict(rows).join(' | ')} |`
}

function table({ title, source, rows }: Section): string {
  const lines = rows.map(({ name, verdict, why }) => `| ${escaped(name)} | ${verdict} | ${escaped(why ?? '')} |`)
  return `## ${title}

[Django's documentation](${source})

| behaviour | verdict | why |
| --- | --- | --- |
${lines.join('\n')}`
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-')
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|')
}
