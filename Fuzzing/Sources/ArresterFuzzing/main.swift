import Foundation

/// In the order in which they run.
let targets: [any FuzzTarget.Type] = [
  RecordsTarget.self, FilesTarget.self, EngineTarget.self, ModelTarget.self, ConfigurationTarget.self, RequestsTarget.self,
  TopicsTarget.self, PeoplesFilesTarget.self,
]
let wanted = CommandLine.arguments.dropFirst().first ?? ""
if wanted == "--list" {
  for target in targets { print(target.name) }
} else if let target = targets.first(where: { $0.name == wanted }) {
  FuzzRun.start(try target.init())
} else {
  FileHandle.standardError.write(Data("name a target (--list says which); what follows is for libFuzzer\n".utf8))
  exit(2)
}
