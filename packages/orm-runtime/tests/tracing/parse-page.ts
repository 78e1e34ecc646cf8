/** An element of a page. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

/**
 * Reads a page whose every element is closed, by its own tag or by `/>`, and whose every attribute is quoted: stricter
 * than HTML, so that a value which was not escaped can't go unnoticed.
 */
export function parsePage(page: string): Element {
  const [doctype, ...rest] = page.split('\n')
  if (doctype !== '<!doctype html>') throw new Error(`The page begins with ${doctype}`)
  const root = { name: '', attributes: {}, children: [] as (Element | string)[] }
  const open = [root]
  for (const [token, close, name = '', attributes = '', empty] of rest.join('\n').matchAll(TOKEN)) {
    const parent = open.at(-1)
    if (!parent) throw new Error(`More was closed than was open, at ${token}`)
    if (!token.startsWith('<')) parent.children.push(text(token))
    else if (close) {
      if (parent.name !== name) throw new Error(`<${parent.name}> is closed by ${token}`)
      open.pop()
    } else {
      const element = { name, attributes: attributesOf(attributes), children: [] }
      parent.children.push(element)
      if (!empty) open.push(element)
    }
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name}> was not closed`)
  return root
}

/** All elements of a name, wherever they are. */
export function elementsOf(within: Element, name: string): readonly Element[] {
  const inside = within.children.filter((child) => typeof child !== 'string')
  return inside.flatMap((child) => [...(child.name === name ? [child] : []), ...elementsOf(child, name)])
}

/** The text of an element as a reader sees it. */
export function textOf(within: Element): string {
  const parts = within.children.map((child) => (typeof child === 'string' ? child : textOf(child)))
  return parts.join('').replace(/\s+/g, ' ').trim()
}

const TOKEN = /<(\/)?([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*(\/)?>|[^<]+|</g

function attributesOf(source: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', value = ''] of source.matchAll(/([a-z-]+)="([^"]*)"/g)) attributes[name] = text(value)
  return attributes
}

function text(source: string): string {
  const strange = /&(?!#\d+;)|</.exec(source)
  if (strange) throw new Error(`Not escaped: ${source.slice(strange.index, strange.index + 40)}`)
  return source.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
}
