import ArresterBreaker
import ArresterConfiguration
import ArresterServer

extension TokenDirectory {
  /// The people and machines of the configuration.
  /// - Throws: `TokenDirectoryError` for tokens that two of them have.
  init(_ configuration: ServeConfiguration) throws(TokenDirectoryError) {
    let people = configuration.people.flatMap { person in
      let caller = Caller(name: person.name, kind: .person, roles: Roles(person.roles))
      return person.tokenSHA256.map { TokenEntry(caller: caller, tokenSHA256: $0) }
    }
    let machines = (configuration.http?.callers ?? []).map { machine in
      var capabilities = Capabilities(machine.may.compactMap { Capabilities(name: $0.rawValue) })
      if machine.namesKinds { capabilities.insert(.nameKind) }
      return TokenEntry(
        caller: Caller(name: machine.name, kind: .machine, capabilities: capabilities), tokenSHA256: machine.tokenSHA256)
    }
    try self.init(people + machines)
  }
}

extension Roles {
  init(_ roles: [PersonSettings.Role]) { self = Roles(roles.compactMap { Roles(name: $0.rawValue) }) }
}
