import ArresterBase
import ArresterEngine
import ArresterEvents

/// A model in words and numbers, for people who look.
struct ModelDescription {
  let model: Model

  init(_ model: Model) { self.model = model }

  var json: [UInt8] {
    var json = JSONText(capacity: 8192)
    json.object { json in
      json.field("name", model.name)
      json.field("version", model.version)
      json.field("hash", model.identifier)
      json.key("kinds")
      json.object { json in
        for kind in PrincipalKind.allCases {
          json.key(kind.name)
          json.object { write(kind, to: &$0) }
        }
      }
      if let baseline = model.engine.baseline {
        json.key("baseline")
        json.object { json in
          json.field("bucketSeconds", baseline.bucketSeconds)
          json.field("minimumBuckets", baseline.minimumBuckets)
          json.field("alpha", baseline.alpha, decimals: 9)
          json.field("mostFactor", baseline.mostFactor)
        }
      }
      json.key("oneStrikes")
      json.array(model.oneStrikes)
      json.key("protected")
      json.array(model.protectedPrincipals)
    }
    return json.bytes
  }

  private func write(_ kind: PrincipalKind, to json: inout JSONText) {
    json.field("response", model.engine.responses[kind].rawValue)
    json.key("limits")
    json.array { json in
      for limit in model.engine.limits[kind] {
        json.object { json in
          json.field("signal", limit.signal.name)
          json.field("windowSeconds", model.engine.windows[limit.window].seconds)
          if let soft = limit.soft {
            json.key("soft")
            json.raw(Array(JSONText.decimal(soft, 2).utf8))
          }
          if let hard = limit.hard {
            json.key("hard")
            json.raw(Array(JSONText.decimal(hard, 2).utf8))
          }
        }
      }
    }
  }
}
