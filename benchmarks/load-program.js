import ts from 'typescript'

// What every tool that works with types does before anything else.
const config = ts.getParsedCommandLineOfConfigFile(
  'tsconfig.json',
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} },
)
ts.createProgram(config.fileNames, config.options).getTypeChecker()
