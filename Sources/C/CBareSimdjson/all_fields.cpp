// The fields of CloudTrailReader (ArresterEvents), read in document order with a switch on the length of the key. Strings are unescaped
// where they are read. Of parameters, answers and resources only the place is noted, as the reader does; what the decoder does
// next with the fields (time, classification, names of resources, the frame) is not done here.
#include "fields.h"

#include <cstring>
#include <string_view>

using namespace simdjson;

namespace {

struct Fields {
  std::string_view time, fallback_time, name, source, region, id, shared_id, error, recipient, category, user_agent, wrapped;
  std::string_view identity_type, arn, account, access_key, invoked_by, source_identity, issuer;
  const char *request = nullptr, *response = nullptr, *resources = nullptr, *detail = nullptr, *records = nullptr;
  bool writes = false, is_management = true, has_insight = false, is_digest = false;

  uint64_t sum() const {
    uint64_t sum = time.size() + fallback_time.size() + name.size() + source.size() + region.size() + id.size() + shared_id.size();
    sum += error.size() + recipient.size() + category.size() + user_agent.size() + wrapped.size();
    sum += identity_type.size() + arn.size() + account.size() + access_key.size() + invoked_by.size() + source_identity.size();
    sum += issuer.size() + (request != nullptr) + (response != nullptr) + (resources != nullptr) + (detail != nullptr);
    return sum + (records != nullptr) + writes + is_management + has_insight + is_digest;
  }
};

// As it stands: no key of ours has an escape in it, and none is longer. The record is padded, so that the search may look ahead.
std::string_view key_of(ondemand::field &field) {
  const char *key = field.key().raw();
  const void *end = memchr(key, '"', 24);
  return {key, end ? size_t(static_cast<const char *>(end) - key) : 0};
}

// null and other types are no text.
void take(ondemand::value value, std::string_view &text) {
  if (value.type() == ondemand::json_type::string) text = value.get_string();
}

bool is_false(ondemand::value value) {
  return value.type() == ondemand::json_type::boolean && !value.get_bool().value();
}

bool is_object(ondemand::value value) { return value.type() == ondemand::json_type::object; }

void read_issuer(ondemand::object issuer, Fields &fields) {
  for (ondemand::field field : issuer) {
    if (key_of(field) == "arn") take(field.value(), fields.issuer);
  }
}

void read_session(ondemand::object session, Fields &fields) {
  for (ondemand::field field : session) {
    std::string_view key = key_of(field);
    if (key == "sessionIssuer") {
      ondemand::value value = field.value();
      if (is_object(value)) read_issuer(value.get_object(), fields);
    } else if (key == "sourceIdentity") {
      take(field.value(), fields.source_identity);
    }
  }
}

void read_identity(ondemand::object identity, Fields &fields) {
  for (ondemand::field field : identity) {
    std::string_view key = key_of(field);
    switch (key.size()) {
    case 3: if (key == "arn") take(field.value(), fields.arn); break;
    case 4: if (key == "type") take(field.value(), fields.identity_type); break;
    case 9:
      if (key == "accountId") take(field.value(), fields.account);
      else if (key == "invokedBy") take(field.value(), fields.invoked_by);
      break;
    case 11: if (key == "accessKeyId") take(field.value(), fields.access_key); break;
    case 14:
      if (key == "sessionContext") {
        ondemand::value value = field.value();
        if (is_object(value)) read_session(value.get_object(), fields);
      } else if (key == "sourceIdentity") {
        take(field.value(), fields.source_identity);
      }
      break;
    }
  }
}

void read_field(std::string_view key, ondemand::field &field, Fields &fields) {
  switch (key.size()) {
  case 4: if (key == "time") take(field.value(), fields.fallback_time); break;
  case 6:
    if (key == "detail") fields.detail = field.value().raw_json_token().data();
    else if (key == "Events") fields.records = field.value().raw_json_token().data();
    break;
  case 7:
    if (key == "eventID") take(field.value(), fields.id);
    else if (key == "Records") fields.records = field.value().raw_json_token().data();
    break;
  case 8: if (key == "readOnly") fields.writes = is_false(field.value()); break;
  case 9:
    if (key == "eventTime") take(field.value(), fields.time);
    else if (key == "eventName") take(field.value(), fields.name);
    else if (key == "awsRegion") take(field.value(), fields.region);
    else if (key == "errorCode") take(field.value(), fields.error);
    else if (key == "userAgent") take(field.value(), fields.user_agent);
    else if (key == "resources") fields.resources = field.value().raw_json_token().data();
    break;
  case 10: if (key == "@timestamp") take(field.value(), fields.fallback_time); break;
  case 11: if (key == "eventSource") take(field.value(), fields.source); break;
  case 12:
    if (key == "userIdentity") {
      ondemand::value value = field.value();
      if (is_object(value)) read_identity(value.get_object(), fields);
    }
    break;
  case 13:
    if (key == "eventCategory") take(field.value(), fields.category);
    else if (key == "sharedEventID") take(field.value(), fields.shared_id);
    break;
  case 14: fields.has_insight |= key == "insightDetails"; break;
  case 15:
    if (key == "managementEvent") fields.is_management = !is_false(field.value());
    else if (key == "digestStartTime") fields.is_digest = true;
    else if (key == "CloudTrailEvent") take(field.value(), fields.wrapped);
    break;
  case 16: if (key == "responseElements") fields.response = field.value().raw_json_token().data(); break;
  case 17: if (key == "requestParameters") fields.request = field.value().raw_json_token().data(); break;
  case 18: if (key == "recipientAccountId") take(field.value(), fields.recipient); break;
  }
}

}  // namespace

uint64_t all_fields(ondemand::document &document) {
  Fields fields;
  for (ondemand::field field : document.get_object()) read_field(key_of(field), field, fields);
  return fields.sum();
}
