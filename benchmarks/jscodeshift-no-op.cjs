// Parses the file and changes nothing: the least that a codemod on jscodeshift costs.
module.exports = (file, api) => {
  api.jscodeshift(file.source)
}
