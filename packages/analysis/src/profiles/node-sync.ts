import type { Effect, Operation, Profile } from './profile.ts'

const READS = ['access', 'opendir', 'readdir', 'readlink', 'realpath', 'statfs']

const WRITES = [
  ...['chmod', 'chown', 'copyFile', 'cp', 'lchmod', 'lchown', 'link', 'lutimes', 'mkdir', 'mkdtemp'],
  ...['rename', 'rm', 'rmdir', 'symlink', 'truncate', 'unlink', 'utimes'],
]

/** Of `fs` by descriptor, with the method of `FileHandle` where it has another name. */
const BY_DESCRIPTOR = {
  ...{ close: 'close', fchmod: 'chmod', fchown: 'chown', fdatasync: 'datasync', fstat: 'stat', fsync: 'sync' },
  ...{ ftruncate: 'truncate', futimes: 'utimes' },
}

const TRANSFERS = { read: 'bytesRead', readv: 'bytesRead', write: 'bytesWritten', writev: 'bytesWritten' }

const COMPUTATIONS = [
  ...['pbkdf2', 'scrypt', 'hkdf', 'generateKey', 'generateKeyPair', 'generatePrime', 'checkPrime', 'randomFill'],
  ...['gzip', 'gunzip', 'deflate', 'deflateRaw', 'inflate', 'inflateRaw', 'unzip'],
  ...['brotliCompress', 'brotliDecompress', 'zstdCompress', 'zstdDecompress'],
]

const EXTRA_READS = ['pathExists', 'readJson', 'readJSON']

const EXTRA_WRITES = [
  ...['copy', 'move', 'remove', 'emptyDir', 'emptydir', 'ensureDir', 'ensureFile', 'ensureLink', 'ensureSymlink'],
  ...['mkdirp', 'mkdirs', 'createFile', 'createLink', 'createSymlink'],
  ...['outputFile', 'outputJson', 'outputJSON', 'writeJson', 'writeJSON'],
]

/** `fs.promises`, and the module that is the same. */
const PROMISES = { twinModule: 'fs/promises', twinMember: 'promises' }

/** Options with which the callback's form does something else: it has pipes alone, and nothing writes to them. */
const NEVER_ASYNC = ['input', 'stdio']

const COMMAND: Operation = {
  ...run('unknown'),
  twinForm: 'command',
  twinField: 'stdout',
  twinDiffers: NEVER_ASYNC,
  caveat: {
    of: 'call',
    says:
      'What the command writes to its standard error is not shown any more, its standard input stays open, and its error has ' +
      'the exit status as `code`.',
  },
}

/**
 * What blocks in Node's own modules and in fs-extra: the names that end with `Sync`. A migration has to ask for it, and only
 * the strict configuration reports it, because a program that starts up or runs once may block.
 */
export const nodeSync: Profile = {
  name: 'node-sync',
  modules: [
    'fs',
    'child_process',
    'crypto',
    'zlib',
    'graceful-fs',
    '@types/graceful-fs',
    'fs-extra',
    '@types/fs-extra',
  ],
  migrates: 'when-named',
  blocks: 'strict',
  promising: ['fs-extra'],
  types: {
    Dir: sync(['read', 'close'], run('read')),
  },
  functions: {
    ...sync(READS, { ...run('read'), ...PROMISES }),
    ...sync(WRITES, { ...run('write'), ...PROMISES }),
    ...sync(['readFile'], { ...run('read'), ...PROMISES, descriptor: 'may-use' }),
    ...sync(['appendFile', 'writeFile'], { ...run('write'), ...PROMISES, descriptor: 'may-use' }),
    ...sync(['stat', 'lstat'], { ...run('read'), ...PROMISES, twinForm: 'unless-missing' }),
    ...sync(['glob'], { ...run('read'), ...PROMISES, twinDiffers: true }),
    ...sync(['open'], { ...run('unknown'), ...PROMISES, descriptor: 'opens' }),
    existsSync: { ...run('read'), ...PROMISES, twin: 'access', twinForm: 'whether' },
    ...renamed(BY_DESCRIPTOR, (twin) => ({ ...run('unknown'), twin, descriptor: 'uses' })),
    ...renamed(TRANSFERS, (twinField, twin) => ({ ...run('unknown'), twin, descriptor: 'uses', twinField })),
    ...sync(['exec', 'execFile'], COMMAND),
    ...sync(['spawn'], { ...run('unknown'), twinDiffers: true }),
    ...sync(COMPUTATIONS, { ...run('none'), twinForm: 'promisified' }),
    ...sync(EXTRA_READS, run('read')),
    ...sync(EXTRA_WRITES, run('write')),
  },
  lazyTypes: [],
}

function sync(names: readonly string[], operation: Operation): Record<string, Operation> {
  return Object.fromEntries(names.map((name) => [`${name}Sync`, { ...operation, twin: name }]))
}

/** The rows of what has a method of its own, or a property of the result, beside its name. */
function renamed(
  names: Readonly<Record<string, string>>,
  row: (beside: string, name: string) => Operation,
): Record<string, Operation> {
  return Object.fromEntries(Object.entries(names).map(([name, beside]) => [`${name}Sync`, row(beside, name)]))
}

function run(effect: Effect): Operation {
  return { does: 'run', waits: 'blocking', effect, result: 'one', throws: 'domain' }
}
