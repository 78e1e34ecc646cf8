import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'

/** A place in a document; lines and characters count from 0. */
export interface Position {
  readonly line: number
  readonly character: number
}

export interface Range {
  readonly start: Position
  readonly end: Position
}

export interface Diagnostic {
  readonly range: Range
  readonly message: string
  readonly code: string
  readonly severity: number
}

/** What an editor does with the language server that VS Code's ESLint extension runs: the messages of its protocol. */
export interface EditorSession {
  readonly open: (name: string, text: string) => Promise<readonly Diagnostic[]>
  /** Replaces a document's text, as a keystroke does. */
  readonly type: (name: string, text: string) => Promise<readonly Diagnostic[]>
  /** The titles of the quick fixes at a diagnostic, and what the text becomes when one of them is chosen. */
  readonly quickFixes: (name: string, diagnostic: Diagnostic) => Promise<ReadonlyMap<string, string>>
  readonly close: () => void
}

/** How the server is started: the configuration file of ESLint, where it is not the folder's own, and the environment. */
export interface EditorOptions {
  readonly configFile?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the server on a folder, over standard input and output. */
export async function editorSession(folder: string, { configFile, env }: EditorOptions = {}): Promise<EditorSession> {
  const server = createRequire(import.meta.url).resolve(
    'vscode-langservers-extracted/lib/eslint-language-server/eslintServer.js',
  )
  const child = spawn(process.execPath, [server, '--stdio'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const uriOf = (name: string) => pathToFileURL(`${folder}/${name}`).href
  const texts = new Map<string, string>()
  let version = 0
  let edits: readonly TextEdit[] = []

  const workspaceFolder = { uri: pathToFileURL(folder).href, name: 'project' }
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
    items.map(() => ({
      ...SETTINGS,
      ...(configFile && { options: { overrideConfigFile: configFile } }),
      workspaceFolder,
    })),
  )
  connection.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
    edits = [...Object.values(edit.changes ?? {}), ...(edit.documentChanges ?? []).map((change) => change.edits)].flat()
    return { applied: true }
  })
  connection.onRequest('workspace/diagnostic/refresh', () => null)
  connection.onRequest('client/registerCapability', () => null)
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: workspaceFolder.uri,
    workspaceFolders: [workspaceFolder],
    capabilities: CAPABILITIES,
  })
  await connection.sendNotification('initialized', {})

  const diagnose = async (name: string) => {
    const params = { textDocument: { uri: uriOf(name) } }
    const report: { items: Diagnostic[] } = await connection.sendRequest('textDocument/diagnostic', params)
    return report.items
  }

  return {
    open: async (name, text) => {
      texts.set(name, text)
      const textDocument = { uri: uriOf(name), languageId: 'typescript', version: ++version, text }
      await connection.sendNotification('textDocument/didOpen', { textDocument })
      return diagnose(name)
    },
    type: async (name, text) => {
      texts.set(name, text)
      const textDocument = { uri: uriOf(name), version: ++version }
      await connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text }] })
      return diagnose(name)
    },
    quickFixes: async (name, diagnostic) => {
      const textDocument = { uri: uriOf(name) }
      const actions: CodeAction[] = await connection.sendRequest('textDocument/codeAction', {
        textDocument,
        range: diagnostic.range,
        context: { diagnostics: [diagnostic] },
      })
      const fixed = new Map<string, string>()
      for (const { title, command } of actions) {
        if (command?.command !== 'eslint.applySuggestion') continue
        await connection.sendRequest('workspace/executeCommand', command)
        fixed.set(title, applied(texts.get(name) ?? '', edits))
      }
      return fixed
    },
    close: () => {
      connection.dispose()
      child.kill()
    },
  }
}

interface TextEdit {
  readonly range: Range
  readonly newText: string
}

interface WorkspaceEdit {
  readonly changes?: Readonly<Record<string, readonly TextEdit[]>>
  readonly documentChanges?: readonly { readonly edits: readonly TextEdit[] }[]
}

interface CodeAction {
  readonly title: string
  readonly command?: { readonly command: string; readonly arguments?: readonly unknown[] }
}

function applied(text: string, edits: readonly TextEdit[]) {
  const starts = text.split('\n').reduce<number[]>((all, line) => [...all, all.at(-1)! + line.length + 1], [0])
  const offsetOf = ({ line, character }: Position) => starts[line]! + character
  return [...edits]
    .sort((one, other) => offsetOf(other.range.start) - offsetOf(one.range.start))
    .reduce(
      (changed, { range, newText }) =>
        changed.slice(0, offsetOf(range.start)) + newText + changed.slice(offsetOf(range.end)),
      text,
    )
}

/** The extension's defaults, without what concerns other languages. */
const SETTINGS = {
  validate: 'on',
  run: 'onType',
  packageManager: 'npm',
  codeAction: { disableRuleComment: { enable: false, location: 'separateLine' }, showDocumentation: { enable: false } },
  codeActionOnSave: { mode: 'all' },
  experimental: {},
  format: false,
  nodePath: null,
  onIgnoredFiles: 'off',
  options: {},
  problems: { shortenToSingleLine: false },
  quiet: false,
  rulesCustomizations: [],
  workingDirectory: { mode: 'location' },
}

const CAPABILITIES = {
  workspace: { configuration: true, workspaceFolders: true, applyEdit: true, workspaceEdit: { documentChanges: true } },
  textDocument: {
    diagnostic: {},
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } } },
  },
}
