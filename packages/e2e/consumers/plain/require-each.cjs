// Prints what each module exports that is named on the command line.
const exported = {}
for (const name of process.argv.slice(2)) exported[name] = Object.keys(require(name)).sort()
console.log(JSON.stringify(exported))
